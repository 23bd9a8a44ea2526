package io.s3dl.copies;

import java.util.Map;

/** An object as a program sees it that knows of bytes only. */
final class Stored {

  private final String key;
  private final byte[] bytes;
  private final Map<String, String> metadata;

  /**
   * An object that is to be written, or has been read.
   *
   * @param key ends in a slash if it stands for a directory
   * @param bytes those that are stored
   * @param metadata what stands beside them, by names as the service has them
   */
  Stored(String key, byte[] bytes, Map<String, String> metadata) {
    this.key = key;
    this.bytes = bytes;
    this.metadata = Map.copyOf(metadata);
  }

  /** The same bytes, of which nothing else is known. */
  Stored bare() {
    return new Stored(key, bytes, Map.of());
  }

  String key() {
    return key;
  }

  byte[] bytes() {
    return bytes;
  }

  Map<String, String> metadata() {
    return metadata;
  }
}
