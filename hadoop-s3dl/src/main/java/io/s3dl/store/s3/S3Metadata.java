package io.s3dl.store.s3;

import io.s3dl.store.FileAttributes;
import io.s3dl.store.MetadataTexts;
import io.s3dl.store.WriteOptions;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What we keep in an object's user metadata: headers, which are ASCII, have names without case, and
 * are 2 KB together. Names are of letters, digits and dashes only, since proxies drop others.
 */
final class S3Metadata {

  /** Tells our own write from another's. */
  static final String WRITE_ID = "s3dl-write-id";

  /** The CRC32C of the object, where the store keeps none itself; eight hexadecimal digits. */
  static final String CRC32C = "s3dl-crc32c";

  static final String MODE = "s3dl-mode";
  static final String OWNER = "s3dl-owner";
  static final String GROUP = "s3dl-group";

  /** The time of modification that somebody has set; without it, the store's own is right. */
  static final String MODIFIED = "s3dl-mtime";

  /** What is not true of the object that takes the place of another one. */
  static final Set<String> OF_ONE_OBJECT = Set.of(WRITE_ID, CRC32C, MODIFIED);

  static final String ACCESSED = "s3dl-atime";
  private static final String NAMED = "s3dl-xattr-";

  private static final int DEFAULT_FILE_MODE = 0644;
  private static final int DEFAULT_DIRECTORY_MODE = 0755;
  private static final int MAX_BYTES = 2048;

  private S3Metadata() {}

  /** The metadata of a new object. */
  static Map<String, String> ofNew(
      String key, WriteOptions options, Map<String, String> configured, OptionalInt crc32c)
      throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    configured.forEach((name, value) -> metadata.put(name.toLowerCase(Locale.ROOT), value));
    options.metadata().forEach((name, value) -> metadata.put(name.toLowerCase(Locale.ROOT), value));
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      if (entry.getKey().startsWith("s3dl-")) {
        throw new IOException(
            "Cannot write " + key + " with the metadata " + entry.getKey() + ": the name is ours");
      }
    }
    metadata.put(WRITE_ID, options.writeId().toString());
    if (options.mode().isPresent() && options.mode().getAsInt() != defaultMode(key)) {
      metadata.put(MODE, Integer.toOctalString(options.mode().getAsInt()));
    }
    if (crc32c.isPresent()) {
      metadata.put(CRC32C, String.format(Locale.ROOT, "%08x", crc32c.getAsInt()));
    }
    return checked(key, metadata);
  }

  /** The same metadata, if a store takes them. */
  static Map<String, String> checked(String key, Map<String, String> metadata) throws IOException {
    int bytes = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      bytes += entry.getKey().length() + entry.getValue().length();
      if (!printable(entry.getKey()) || !printable(entry.getValue())) {
        throw new IOException(
            "Cannot write the metadata "
                + entry.getKey()
                + " of "
                + key
                + ": headers take printable ASCII characters only");
      }
    }
    if (bytes > MAX_BYTES) {
      throw new IOException(
          "Cannot write the metadata of "
              + key
              + ": they are "
              + bytes
              + " bytes, and S3 keeps no more than "
              + MAX_BYTES
              + "; use shorter attributes");
    }
    return metadata;
  }

  private static boolean printable(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private static int defaultMode(String key) {
    return key.endsWith("/") ? DEFAULT_DIRECTORY_MODE : DEFAULT_FILE_MODE;
  }

  /** Owner, mode and the like, if any of them is kept. */
  static Optional<FileAttributes> attributes(String key, Map<String, String> metadata) {
    if (!metadata.containsKey(MODE)
        && !metadata.containsKey(OWNER)
        && !metadata.containsKey(GROUP)
        && !metadata.containsKey(ACCESSED)) {
      return Optional.empty();
    }
    return Optional.of(
        new FileAttributes(
            mode(key, metadata),
            MetadataTexts.decoded(metadata.get(OWNER)),
            MetadataTexts.decoded(metadata.get(GROUP)),
            accessedMillis(metadata)));
  }

  /** The time of the last access that was set; 0 if none was. */
  static long accessedMillis(Map<String, String> metadata) {
    return MetadataTexts.number(metadata.get(ACCESSED)).orElse(0);
  }

  /** The permission bits, of which not all are kept. */
  static int mode(String key, Map<String, String> metadata) {
    String text = metadata.get(MODE);
    if (text != null && text.matches("[0-7]{1,4}")) {
      return Integer.parseInt(text, 8);
    }
    return defaultMode(key);
  }

  /** The time of modification that was set, if one was. */
  static OptionalLong modifiedMillis(Map<String, String> metadata) {
    return MetadataTexts.number(metadata.get(MODIFIED));
  }

  /** The CRC32C that we have written with the object. */
  static OptionalInt crc32c(Map<String, String> metadata) {
    String text = metadata.get(CRC32C);
    return text != null && text.matches("[0-9a-f]{8}")
        ? OptionalInt.of(Integer.parseUnsignedInt(text, 16))
        : OptionalInt.empty();
  }

  /** The header of a named attribute: every byte but a to z and 0 to 9 as a dash and its digits. */
  static String headerOf(String attribute) {
    return NAMED + MetadataTexts.escaped(attribute, '-');
  }

  /** The named attribute that is kept in a header, if one is. */
  static Optional<String> attributeOf(String header) {
    return header.startsWith(NAMED)
        ? MetadataTexts.unescaped(header.substring(NAMED.length()), '-')
        : Optional.empty();
  }
}
