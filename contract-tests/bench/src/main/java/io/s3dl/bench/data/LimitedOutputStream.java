package io.s3dl.bench.data;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes on so many bytes, and drops the rest. */
final class LimitedOutputStream extends FilterOutputStream {

  private long left;

  LimitedOutputStream(OutputStream out, long bytes) {
    super(out);
    this.left = bytes;
  }

  @Override
  public void write(int b) throws IOException {
    if (left > 0) {
      out.write(b);
      left--;
    }
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    int count = (int) Math.min(left, length);
    out.write(source, offset, count);
    left -= count;
  }
}
