package io.s3dl.io;

/**
 * A run of bytes: {@code length} of them from {@code offset} on.
 *
 * @param offset the first byte's position, at least 0
 * @param length how many bytes, at least 0
 */
public record ByteRange(long offset, long length) {

  public ByteRange {
    if (offset < 0 || length < 0 || offset + length < 0) {
      throw new IllegalArgumentException("Not a byte range: " + length + " bytes at " + offset);
    }
  }

  /** The position after the last byte. */
  public long end() {
    return offset + length;
  }

  @Override
  public String toString() {
    return "[" + offset + ", " + end() + ")";
  }
}
