package io.s3dl.bench.data;

import java.io.IOException;
import java.io.OutputStream;
import java.util.SplittableRandom;

/** Bytes that nothing can compress. */
final class RandomBytes implements Generator {

  private static final long SEED = 4711;

  @Override
  public void write(OutputStream out, long bytes) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] piece = new byte[1 << 16];
    for (long written = 0; written < bytes; written += piece.length) {
      random.nextBytes(piece);
      out.write(piece);
    }
  }
}
