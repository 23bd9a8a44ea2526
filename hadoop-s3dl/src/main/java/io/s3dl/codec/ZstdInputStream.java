package io.s3dl.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.hadoop.io.compress.CompressionInputStream;

/** Reads a stream of frames from its beginning to its end. */
final class ZstdInputStream extends CompressionInputStream {

  private static final int BUFFER_BYTES = 128 << 10;

  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] single = new byte[1];
  private final LentDecompressor lent;
  private boolean ended;
  private boolean closed;

  /** Reads nothing yet. */
  ZstdInputStream(InputStream in, LentDecompressor lent) throws IOException {
    super(in);
    this.lent = lent;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    checkOpen();
    if (length == 0 || ended) {
      return length == 0 ? 0 : -1;
    }
    int count = lent.get().read(in, buffer, bytes, offset, length);
    ended = count < 0;
    return count;
  }

  /** The decompressor may be another stream's by now. */
  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("The stream is closed");
    }
  }

  /** What is read next is the beginning of another stream. */
  @Override
  public void resetState() throws IOException {
    checkOpen();
    lent.get().begin();
    ended = false;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (lent) {
        super.close();
      }
    }
  }
}
