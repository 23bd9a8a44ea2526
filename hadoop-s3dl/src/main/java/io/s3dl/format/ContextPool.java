package io.s3dl.format;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Native contexts of one writer or reader, which are expensive to make: kept between frames, a few
 * at most. Safe for use by several threads. Contexts in use at {@link #close} are closed when they
 * come back.
 */
final class ContextPool<C> implements AutoCloseable {

  private final Supplier<C> opener;
  private final Consumer<C> closer;
  private final int maxIdle;
  private final ArrayDeque<C> idle = new ArrayDeque<>();
  private boolean closed;

  ContextPool(Supplier<C> opener, Consumer<C> closer, int maxIdle) {
    this.opener = opener;
    this.closer = closer;
    this.maxIdle = maxIdle;
  }

  C take() {
    C context;
    synchronized (this) {
      context = idle.poll();
    }
    return context != null ? context : opener.get();
  }

  void giveBack(C context) {
    synchronized (this) {
      if (!closed && idle.size() < maxIdle) {
        idle.push(context);
        return;
      }
    }
    closer.accept(context);
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(closer);
    idle.clear();
  }
}
