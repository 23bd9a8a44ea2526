package io.s3dl.stream;

import io.s3dl.format.CorruptObjectException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Checks content that is read from its first byte to its last against the CRC32C that the store
 * recorded for it. A reader that jumps gets no check: there is nothing to compare a part with.
 */
final class WholeRead {

  private final int expected;
  private final long length;
  private final CRC32C crc = new CRC32C();
  private long next;
  private boolean unbroken = true;

  /** Found once; to try again does not make it right. */
  private boolean corrupt;

  WholeRead(int expected, long length) {
    this.expected = expected;
    this.length = length;
  }

  /**
   * Takes note of bytes that are about to be given to the caller.
   *
   * @throws CorruptObjectException if they are the last and the whole is not what was recorded, and
   *     from then on
   */
  void pass(long position, ByteBuffer bytes, String name) throws CorruptObjectException {
    if (follows(position)) {
      next += bytes.remaining();
      crc.update(bytes);
    }
    check(name);
  }

  /** The same for one byte. */
  void pass(long position, byte oneByte, String name) throws CorruptObjectException {
    if (follows(position)) {
      next++;
      crc.update(oneByte);
    }
    check(name);
  }

  /**
   * Checks content that was read at once, without regard to what has been read before.
   *
   * @throws CorruptObjectException if it is not what was recorded
   */
  void passAll(ByteBuffer bytes, String name) throws CorruptObjectException {
    CRC32C all = new CRC32C();
    all.update(bytes);
    if ((int) all.getValue() != expected) {
      throw CorruptObjectException.inContent(name, (int) all.getValue(), expected);
    }
  }

  private boolean follows(long position) {
    unbroken &= corrupt || position == next;
    return unbroken && !corrupt;
  }

  private void check(String name) throws CorruptObjectException {
    corrupt = corrupt || (unbroken && next == length && (int) crc.getValue() != expected);
    if (corrupt) {
      throw CorruptObjectException.inContent(name, (int) crc.getValue(), expected);
    }
  }
}
