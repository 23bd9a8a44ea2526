package io.s3dl.store.azure;

import io.s3dl.store.KeptMetadata;
import io.s3dl.store.MetadataTexts;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/**
 * What we keep in a blob's metadata: names of letters, digits and underscores without case, and
 * values of printable ASCII, 8 KiB together.
 */
final class AzureMetadata {

  /** What programs agree on to call a directory's blob. */
  static final String FOLDER = "hdi_isfolder";

  /** By which names. */
  static final KeptMetadata NAMES = new KeptMetadata('_');

  /**
   * For how many stored bytes the checksums and the length are right; somebody may have replaced
   * the bytes.
   */
  static final String STORED_SIZE = "s3dl_stored_size";

  static final String CONTENT_LENGTH = "s3dl_content_length";

  /** The CRC32C of the content. */
  static final String CONTENT_CRC32C = "s3dl_content_crc32c";

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
      if (name.startsWith(NAMES.prefix()) || name.equals(FOLDER)) {
        throw new IOException(
            "Cannot write " + key + " with the metadata " + name + ": the name is ours");
      }
    }
    if (key.endsWith("/")) {
      metadata.put(FOLDER, "true");
    }
    metadata.put(NAMES.writeId(), options.writeId().toString());
    options
        .mode()
        .map(IntSupplier::getAsInt)
        .filter(mode -> mode != KeptMetadata.defaultMode(key))
        .ifPresent(mode -> metadata.put(NAMES.mode(), Integer.toOctalString(mode)));
    metadata.put(STORED_SIZE, Long.toString(size));
    written.crc32c().ifPresent(crc -> metadata.put(NAMES.crc32c(), KeptMetadata.text(crc)));
    written
        .content()
        .ifPresent(
            content -> {
              metadata.put(CONTENT_LENGTH, Long.toString(content.length()));
              content
                  .crc32c()
                  .ifPresent(crc -> metadata.put(CONTENT_CRC32C, KeptMetadata.text(crc)));
            });
    return checked(key, metadata);
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

  static boolean isFolder(Map<String, String> metadata) {
    return "true".equalsIgnoreCase(metadata.get(FOLDER));
  }

  /** How long the content is, if its writer said so of these very bytes. */
  static OptionalLong contentLength(Map<String, String> metadata, long size) {
    return isOf(metadata, size)
        ? MetadataTexts.number(metadata.get(CONTENT_LENGTH))
        : OptionalLong.empty();
  }

  /** The CRC32C that we have written with the blob. */
  static OptionalInt crc32c(Map<String, String> metadata, long size) {
    return isOf(metadata, size) ? NAMES.crc32c(metadata) : OptionalInt.empty();
  }

  private static boolean isOf(Map<String, String> metadata, long size) {
    return Long.toString(size).equals(metadata.get(STORED_SIZE));
  }
}
