package io.s3dl.bench.work;

import java.io.InterruptedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Looks at the JVM's direct memory every millisecond, with a thread of its own until closed. */
final class DirectMemoryWatch implements AutoCloseable {

  /** A bound only: it takes a few. */
  private static final long RELEASE_MILLIS = 10_000;

  private final BufferPoolMXBean direct =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(pool -> pool.getName().equals("direct"))
          .findFirst()
          .orElseThrow();

  private final AtomicLong highest = new AtomicLong();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> looks =
      thread.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.MILLISECONDS);

  /**
   * Returns when the buffers that nobody can reach are given back. What a collection finds is
   * released by another thread afterwards, one batch after the other: so once something is known to
   * be released that a second collection found, all that the first one found is released too.
   */
  static void awaitRelease() throws InterruptedIOException {
    for (int collection = 0; collection < 2; collection++) {
      ReferenceQueue<Object> released = new ReferenceQueue<>();
      PhantomReference<Object> found = new PhantomReference<>(new Object(), released);
      System.gc();
      try {
        released.remove(RELEASE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (InterruptedIOException) new InterruptedIOException("Interrupted").initCause(e);
      } finally {
        Reference.reachabilityFence(found);
      }
    }
  }

  private void look() {
    highest.accumulateAndGet(direct.getMemoryUsed(), Math::max);
  }

  /** The most that was in use at once so far, in bytes. */
  long highest() {
    look();
    return highest.get();
  }

  @Override
  public void close() {
    looks.cancel(false);
    thread.shutdownNow();
  }
}
