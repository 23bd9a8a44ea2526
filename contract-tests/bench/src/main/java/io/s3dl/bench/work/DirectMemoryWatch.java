package io.s3dl.bench.work;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Looks at the JVM's direct memory every millisecond, with a thread of its own until closed. */
final class DirectMemoryWatch implements AutoCloseable {

  private final BufferPoolMXBean direct =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(pool -> pool.getName().equals("direct"))
          .findFirst()
          .orElseThrow();

  private final AtomicLong highest = new AtomicLong();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> looks =
      thread.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.MILLISECONDS);

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
