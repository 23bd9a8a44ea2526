package io.s3dl.format;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Native contexts, which are expensive to make: kept between frames, a few at most. Safe for use by
 * several threads. Contexts in use at {@link #close} are closed when they come back.
 */
final class ContextPool<C> implements AutoCloseable {

  private final Supplier<C> opener;
  private final Consumer<C> closer;
  private final int maxIdle;
  private final ArrayDeque<NativeContext<C>> idle = new ArrayDeque<>();
  private long opened;
  private boolean closed;

  /**
   * Opens nothing yet.
   *
   * @param closer must not know the pool, which could not be collected otherwise
   */
  ContextPool(Supplier<C> opener, Consumer<C> closer, int maxIdle) {
    this.opener = opener;
    this.closer = closer;
    this.maxIdle = maxIdle;
  }

  NativeContext<C> take() {
    synchronized (this) {
      NativeContext<C> context = idle.poll();
      if (context != null) {
        return context;
      }
      opened++;
    }
    return new NativeContext<>(opener.get(), closer);
  }

  void giveBack(NativeContext<C> context) {
    synchronized (this) {
      if (!closed && idle.size() < maxIdle) {
        idle.push(context);
        return;
      }
    }
    context.close();
  }

  /** How many contexts have been opened so far, whatever has become of them. */
  synchronized long opened() {
    return opened;
  }

  /** Closes those that are not in use. */
  synchronized void release() {
    idle.forEach(NativeContext::close);
    idle.clear();
  }

  @Override
  public synchronized void close() {
    closed = true;
    release();
  }
}
