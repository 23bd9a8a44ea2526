package io.s3dl.store.azure;

import io.s3dl.store.FileAttributes;
import io.s3dl.store.MetadataTexts;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What we keep in a blob's metadata: names of letters, digits and underscores without case, and
 * values of printable ASCII, 8 KiB together.
 */
final class AzureMetadata {

  /** What programs agree on to call a directory's blob. */
  static final String FOLDER = "hdi_isfolder";

  /** Tells our own write from another's. */
  static final String WRITE_ID = "s3dl_write_id";

  /** For how many stored bytes the next three are right; somebody may have replaced the bytes. */
  static final String STORED_SIZE = "s3dl_stored_size";

  /** The CRC32C of the stored bytes; eight hexadecimal digits. */
  static final String CRC32C = "s3dl_crc32c";

  static final String CONTENT_LENGTH = "s3dl_content_length";

  /** The CRC32C of the content. */
  static final String CONTENT_CRC32C = "s3dl_content_crc32c";

  static final String MODE = "s3dl_mode";
  static final String OWNER = "s3dl_owner";
  static final String GROUP = "s3dl_group";

  /** The time of modification that somebody has set; without it, the store's own is right. */
  static final String MODIFIED = "s3dl_mtime";

  static final String ACCESSED = "s3dl_atime";
  private static final String NAMED = "s3dl_xattr_";

  private static final int DEFAULT_FILE_MODE = 0644;
  private static final int DEFAULT_DIRECTORY_MODE = 0755;
  private static final int MAX_BYTES = 8192;

  private AzureMetadata() {}

  /** The metadata of a new blob of so many bytes. */
  static Map<String, String> ofNew(
      String key,
      WriteOptions options,
      Map<String, String> configured,
      WrittenBytes written,
      long size)
      throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    configured.forEach((name, value) -> metadata.put(name.toLowerCase(Locale.ROOT), value));
    options.metadata().forEach((name, value) -> metadata.put(name.toLowerCase(Locale.ROOT), value));
    for (String name : metadata.keySet()) {
      if (name.startsWith("s3dl_") || name.equals(FOLDER)) {
        throw new IOException(
            "Cannot write " + key + " with the metadata " + name + ": the name is ours");
      }
    }
    if (key.endsWith("/")) {
      metadata.put(FOLDER, "true");
    }
    metadata.put(WRITE_ID, options.writeId().toString());
    if (options.mode().isPresent() && options.mode().getAsInt() != defaultMode(key)) {
      metadata.put(MODE, Integer.toOctalString(options.mode().getAsInt()));
    }
    metadata.put(STORED_SIZE, Long.toString(size));
    written.crc32c().ifPresent(crc -> metadata.put(CRC32C, hex(crc)));
    written
        .content()
        .ifPresent(
            content -> {
              metadata.put(CONTENT_LENGTH, Long.toString(content.length()));
              content.crc32c().ifPresent(crc -> metadata.put(CONTENT_CRC32C, hex(crc)));
            });
    return checked(key, metadata);
  }

  private static String hex(int crc32c) {
    return String.format(Locale.ROOT, "%08x", crc32c);
  }

  /** The same metadata, if a store takes them. */
  static Map<String, String> checked(String key, Map<String, String> metadata) throws IOException {
    int bytes = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      String name = entry.getKey();
      bytes += name.length() + entry.getValue().length();
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw new IOException(
            "Cannot write the metadata "
                + name
                + " of "
                + key
                + ": Azure takes names of letters, digits and underscores only");
      }
      if (!entry.getValue().chars().allMatch(c -> c >= ' ' && c <= '~')) {
        throw new IOException(
            "Cannot write the metadata "
                + name
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
              + " bytes, and Azure keeps no more than "
              + MAX_BYTES
              + "; use shorter attributes");
    }
    return metadata;
  }

  private static int defaultMode(String key) {
    return key.endsWith("/") ? DEFAULT_DIRECTORY_MODE : DEFAULT_FILE_MODE;
  }

  static boolean isFolder(Map<String, String> metadata) {
    return "true".equalsIgnoreCase(metadata.get(FOLDER));
  }

  /** Owner, mode and the like, if any of them is kept. */
  static Optional<FileAttributes> attributes(String key, Map<String, String> metadata) {
    if (!metadata.containsKey(MODE)
        && !metadata.containsKey(OWNER)
        && !metadata.containsKey(GROUP)
        && !metadata.containsKey(ACCESSED)) {
      return Optional.empty();
    }
    String mode = metadata.get(MODE);
    boolean hasMode = mode != null && mode.matches("[0-7]{1,4}");
    return Optional.of(
        new FileAttributes(
            hasMode ? Integer.parseInt(mode, 8) : defaultMode(key),
            MetadataTexts.decoded(metadata.get(OWNER)),
            MetadataTexts.decoded(metadata.get(GROUP)),
            MetadataTexts.number(metadata.get(ACCESSED)).orElse(0)));
  }

  /** The time of modification that was set, if one was. */
  static OptionalLong modifiedMillis(Map<String, String> metadata) {
    return MetadataTexts.number(metadata.get(MODIFIED));
  }

  /** How long the content is, if its writer said so of these very bytes. */
  static OptionalLong contentLength(Map<String, String> metadata, long size) {
    return isOf(metadata, size)
        ? MetadataTexts.number(metadata.get(CONTENT_LENGTH))
        : OptionalLong.empty();
  }

  /** The CRC32C that we have written with the blob. */
  static OptionalInt crc32c(Map<String, String> metadata, long size) {
    String text = metadata.get(CRC32C);
    return isOf(metadata, size) && text != null && text.matches("[0-9a-f]{8}")
        ? OptionalInt.of(Integer.parseUnsignedInt(text, 16))
        : OptionalInt.empty();
  }

  private static boolean isOf(Map<String, String> metadata, long size) {
    return Long.toString(size).equals(metadata.get(STORED_SIZE));
  }

  /** The name that a named attribute is kept under. */
  static String nameOf(String attribute) {
    return NAMED + MetadataTexts.escaped(attribute, '_');
  }

  /** The named attribute that is kept under a name, if one is. */
  static Optional<String> attributeOf(String name) {
    return name.startsWith(NAMED)
        ? MetadataTexts.unescaped(name.substring(NAMED.length()), '_')
        : Optional.empty();
  }
}
