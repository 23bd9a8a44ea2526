package io.s3dl.store;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a writer knows of the bytes that it has written.
 *
 * @param crc32c the CRC32C of the stored bytes, where it is known
 * @param content what they are a compressed form of; empty for bytes that are stored as they are,
 *     whatever they may be
 */
public record WrittenBytes(OptionalInt crc32c, Optional<Content> content) {

  /** Nothing is known. */
  public static final WrittenBytes UNKNOWN =
      new WrittenBytes(OptionalInt.empty(), Optional.empty());

  /**
   * Content before it was compressed.
   *
   * @param length how many bytes
   * @param crc32c their CRC32C, where it is known
   */
  public record Content(long length, OptionalInt crc32c) {

    public Content {
      Objects.requireNonNull(crc32c, "crc32c");
      if (length < 0) {
        throw new IllegalArgumentException("Negative length of content: " + length);
      }
    }
  }

  public WrittenBytes {
    Objects.requireNonNull(crc32c, "crc32c");
    Objects.requireNonNull(content, "content");
  }

  /** Bytes that are stored as they are, with this CRC32C. */
  public static WrittenBytes of(int crc32c) {
    return new WrittenBytes(OptionalInt.of(crc32c), Optional.empty());
  }
}
