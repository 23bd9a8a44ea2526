package io.s3dl.codec;

import java.io.Closeable;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that compress for one compressor: the caller's alone, or as many others. Those end
 * when they have been idle for a second, since compressors stay in Hadoop's pool for good. Closed
 * by the compressor.
 */
final class CompressingThreads implements Executor, Closeable {

  private static final long IDLE_SECONDS = 1;

  /** Null for the caller's thread. */
  private final ThreadPoolExecutor others;

  CompressingThreads(int number) {
    others = number == 1 ? null : pool(number);
  }

  private static ThreadPoolExecutor pool(int number) {
    AtomicInteger made = new AtomicInteger();
    // The writer bounds what waits: it has two frames under way for each thread.
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            number,
            number,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(2 * number),
            task -> {
              Thread thread = new Thread(task, "s3dl-codec-" + made.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @Override
  public void execute(Runnable task) {
    if (others == null) {
      task.run();
    } else {
      others.execute(task);
    }
  }

  @Override
  public void close() {
    if (others != null) {
      others.shutdown();
    }
  }
}
