package io.s3dl.codec;

import java.io.Closeable;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.Decompressor;

/** A decompressor that a stream uses, and gives back to the pool if it came from there. */
final class LentDecompressor implements Closeable {

  private final ZstdDecompressor decompressor;
  private final boolean pooled;
  private boolean returned;

  private LentDecompressor(ZstdDecompressor decompressor, boolean pooled) {
    this.decompressor = decompressor;
    this.pooled = pooled;
  }

  /**
   * Takes the caller's, or one from the pool.
   *
   * @param given may be null
   * @throws IllegalArgumentException if it is another codec's
   */
  static LentDecompressor of(CompressionCodec codec, Decompressor given) {
    Decompressor taken = given == null ? CodecPool.getDecompressor(codec) : given;
    if (taken instanceof ZstdDecompressor ours) {
      ours.begin();
      return new LentDecompressor(ours, given == null);
    }
    throw new IllegalArgumentException(
        "Not a decompressor of " + codec.getClass().getName() + ": " + taken.getClass().getName());
  }

  ZstdDecompressor get() {
    return decompressor;
  }

  @Override
  public void close() {
    if (pooled && !returned) {
      returned = true;
      CodecPool.returnDecompressor(decompressor);
    }
  }
}
