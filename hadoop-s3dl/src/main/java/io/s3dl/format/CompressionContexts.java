package io.s3dl.format;

import com.github.luben.zstd.ZstdCompressCtx;

/**
 * What Zstandard needs to compress, for writers that follow each other: making it takes longer than
 * compressing something small. Safe for use by several threads. Whoever created it closes it; if
 * nobody does, what it keeps is freed once it is garbage.
 */
public final class CompressionContexts implements AutoCloseable {

  private final int maxInFlight;
  private final ContextPool<ZstdCompressCtx> pool;
  private final Runnable closing;

  /**
   * Makes nothing yet.
   *
   * @param maxInFlight how many frames a writer may have in flight, at least 1; so many contexts
   *     are kept at most
   */
  public CompressionContexts(int maxInFlight) {
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("maxInFlight must be at least 1, not " + maxInFlight);
    }
    this.maxInFlight = maxInFlight;
    this.pool = new ContextPool<>(CompressionContexts::open, ZstdCompressCtx::close, maxInFlight);
    this.closing = pool::close;
  }

  private CompressionContexts(CompressionContexts lender) {
    this.maxInFlight = lender.maxInFlight;
    this.pool = lender.pool;
    this.closing = () -> {};
  }

  /** The same contexts for a writer, which closes what it is given: they stay where they are. */
  public CompressionContexts lent() {
    return new CompressionContexts(this);
  }

  int maxInFlight() {
    return maxInFlight;
  }

  private static ZstdCompressCtx open() {
    return new ZstdCompressCtx().setContentSize(true).setChecksum(true).setDictID(false);
  }

  /** One that has the level and window of whoever had it before. */
  NativeContext<ZstdCompressCtx> take() {
    return pool.take();
  }

  void giveBack(NativeContext<ZstdCompressCtx> context) {
    pool.giveBack(context);
  }

  /** How many native contexts have been made so far. */
  public long opened() {
    return pool.opened();
  }

  /** Frees what is kept at the moment. */
  public void release() {
    pool.release();
  }

  /** Frees what is kept, and what is in use when it comes back; nothing of what is lent. */
  @Override
  public void close() {
    closing.run();
  }
}
