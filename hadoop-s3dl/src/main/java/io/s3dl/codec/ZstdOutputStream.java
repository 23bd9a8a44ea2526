package io.s3dl.codec;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.Compressor;
import org.apache.hadoop.io.compress.CompressorStream;

/** Writes what a compressor makes, and gives that back if it came from the pool. */
final class ZstdOutputStream extends CompressorStream {

  private static final int BUFFER_BYTES = 128 << 10;

  private final boolean pooled;
  private boolean ended;

  /**
   * Takes over the stream.
   *
   * @param pooled whether the compressor goes to the pool when this is closed
   */
  ZstdOutputStream(OutputStream out, Compressor compressor, boolean pooled) {
    super(out, compressor, BUFFER_BYTES);
    this.pooled = pooled;
    compressor.reset();
  }

  @Override
  public void write(int value) throws IOException {
    checkOpen();
    super.write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    checkOpen();
    super.write(bytes, offset, length);
  }

  @Override
  public void finish() throws IOException {
    checkOpen();
    super.finish();
  }

  @Override
  public void resetState() throws IOException {
    checkOpen();
    super.resetState();
  }

  /** The compressor may be another stream's by now. */
  private void checkOpen() throws IOException {
    if (ended) {
      throw new IOException("The stream is closed");
    }
  }

  @Override
  public void close() throws IOException {
    if (ended) {
      return;
    }
    try {
      super.close();
    } finally {
      ended = true;
      if (pooled) {
        CodecPool.returnCompressor(compressor);
      }
    }
  }
}
