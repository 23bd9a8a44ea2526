package io.s3dl.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Random access to bytes that do not change while they are read: a stored object, or the content of
 * a compressed one (a decorator over the stored bytes).
 *
 * <p>Safe for use by several threads at once. Whoever opened it closes it; a decorator closes what
 * it decorates.
 */
public interface PositionedReader extends Closeable {

  /** The number of bytes that can be read. */
  long length();

  /**
   * Fills {@code destination} from its position to its limit with the bytes from {@code position}
   * on.
   *
   * @throws java.io.EOFException if fewer bytes are left; the destination's position is then
   *     unspecified
   * @throws IOException if the bytes cannot be read or fail their verification
   */
  void readFully(long position, ByteBuffer destination) throws IOException;

  /**
   * The bytes around {@code position} that cost no more to read together than in part: one frame of
   * a compressed object. Reads that begin and end at such bounds need no copy and decode nothing
   * twice. Empty where there are no such units, and any bytes can be had at their own cost.
   *
   * @param position at least 0 and less than {@link #length()}
   */
  default ByteRange unitAt(long position) {
    return new ByteRange(position, 0);
  }
}
