package io.s3dl.codec;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.Seekable;

/** The frames of any Zstandard stream from a place on where one begins. */
final class StreamedFrames implements FrameSource {

  private static final int BUFFER_BYTES = 128 << 10;

  private final InputStream in;
  private final ZstdDecompressor decompressor;
  private final long from;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /**
   * Goes there.
   *
   * @param in also {@link Seekable}; stays its owner's
   */
  StreamedFrames(InputStream in, ZstdDecompressor decompressor, long from) throws IOException {
    ((Seekable) in).seek(from);
    if (from > 0) {
      decompressor.reset();
    }
    this.in = in;
    this.decompressor = decompressor;
    this.from = from;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return decompressor.read(in, buffer, bytes, offset, length);
  }

  @Override
  public long frameOffset() {
    return from + decompressor.decoder().frameOffset();
  }

  @Override
  public void close() {
    // Both are others'.
  }
}
