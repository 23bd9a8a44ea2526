package io.s3dl.store;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of a buffer as a stream, without a copy of the whole; the buffer itself stays. */
public final class BufferStream extends InputStream {

  private final ByteBuffer bytes;
  private int marked;

  /** The bytes from position to limit, which may change afterwards. */
  public BufferStream(ByteBuffer bytes) {
    this.bytes = bytes.duplicate();
    this.marked = bytes.position();
  }

  @Override
  public int read() {
    return bytes.hasRemaining() ? bytes.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!bytes.hasRemaining()) {
      return -1;
    }
    int count = Math.min(length, bytes.remaining());
    bytes.get(into, offset, count);
    return count;
  }

  @Override
  public long skip(long count) {
    int skipped = (int) Math.max(0, Math.min(count, bytes.remaining()));
    bytes.position(bytes.position() + skipped);
    return skipped;
  }

  @Override
  public int available() {
    return bytes.remaining();
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public void mark(int limit) {
    marked = bytes.position();
  }

  @Override
  public void reset() {
    bytes.position(marked);
  }
}
