package io.s3dl.fs;

import io.s3dl.stream.Waiting;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * Work that another thread does beside the caller's own, if one is free by then; if none is, the
 * caller does it himself at the end. So nobody waits for a thread, and tasks of a pool may use the
 * same pool. For one thread.
 */
final class Beside<T> {

  private final FutureTask<T> task;

  private Beside(FutureTask<T> task) {
    this.task = task;
  }

  /** Offers the work to other threads. */
  static <T> Beside<T> begin(Executor threads, Callable<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      throw new IOException("The file system is closed", e);
    }
    return new Beside<>(task);
  }

  /** What need not be worked for. */
  static <T> Beside<T> known(T result) {
    return new Beside<>(new FutureTask<>(() -> result));
  }

  /**
   * What comes of it.
   *
   * @param doing says in errors what was being done
   */
  T end(String doing) throws IOException {
    task.run(); // nothing happens if another thread has begun it
    return Waiting.await(task, doing);
  }

  /** Its result is not wanted, or not any more. */
  void abandon() {
    task.cancel(false);
  }
}
