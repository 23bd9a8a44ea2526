package io.s3dl.format;

import io.s3dl.io.PositionedReader;
import java.io.EOFException;
import java.nio.ByteBuffer;

/** A stored object of any length: zeros before its last bytes. */
final class SparseObject implements PositionedReader {

  int largestRead;
  int reads;
  private final long length;
  private final byte[] tail;

  SparseObject(long length, byte[] tail) {
    this.length = length;
    this.tail = tail;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void readFully(long position, ByteBuffer destination) throws EOFException {
    if (position < 0 || position > length - destination.remaining()) {
      throw new EOFException(destination.remaining() + " bytes at " + position);
    }
    reads++;
    largestRead = Math.max(largestRead, destination.remaining());
    long tailStart = length - tail.length;
    int zeros = (int) Math.max(0, Math.min(destination.remaining(), tailStart - position));
    destination.put(new byte[zeros]);
    int from = (int) (position + zeros - tailStart);
    if (destination.hasRemaining()) {
      destination.put(tail, from, destination.remaining());
    }
  }

  @Override
  public void close() {}
}
