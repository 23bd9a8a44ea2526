package io.s3dl.store.s3;

import io.s3dl.store.KeptMetadata;
import io.s3dl.store.WriteOptions;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/**
 * What we keep in an object's user metadata: headers, which are ASCII, have names without case, and
 * are 2 KB together. Names are of letters, digits and dashes only, since proxies drop others.
 */
final class S3Metadata {

  /** By which names. */
  static final KeptMetadata NAMES = new KeptMetadata('-');

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
      if (entry.getKey().startsWith(NAMES.prefix())) {
        throw new IOException(
            "Cannot write " + key + " with the metadata " + entry.getKey() + ": the name is ours");
      }
    }
    metadata.put(NAMES.writeId(), options.writeId().toString());
    options
        .mode()
        .map(IntSupplier::getAsInt)
        .filter(mode -> mode != KeptMetadata.defaultMode(key))
        .ifPresent(mode -> metadata.put(NAMES.mode(), Integer.toOctalString(mode)));
    if (crc32c.isPresent()) {
      metadata.put(NAMES.crc32c(), KeptMetadata.text(crc32c.getAsInt()));
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
}
