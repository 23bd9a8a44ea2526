package io.s3dl.store.s3;

import java.io.Closeable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that help where one call takes many requests to one store, as large copies do, and
 * deletes that have a request each: few, made when they are wanted, and soon gone. Where all are
 * busy, work is refused rather than queued.
 */
final class HelpingThreads implements Executor, Closeable {

  private static final int MOST = 8;
  private static final int IDLE_SECONDS = 2;

  private final ThreadPoolExecutor threads;

  /** Makes no thread yet. */
  HelpingThreads(String bucket) {
    AtomicInteger made = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread =
                  new Thread(work, "s3dl-" + bucket + "-helper-" + made.incrementAndGet());
              thread.setDaemon(true); // a program that forgets to close its file systems still ends
              return thread;
            });
  }

  /**
   * Does something in a thread that is free.
   *
   * @throws RejectedExecutionException if there is none
   */
  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  /** Interrupts what is still under way. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
