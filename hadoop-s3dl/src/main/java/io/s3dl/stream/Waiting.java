package io.s3dl.stream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** How a stream, or a listing, waits for its own tasks. */
public final class Waiting {

  private Waiting() {}

  /**
   * Waits for a task's result.
   *
   * @throws InterruptedIOException if this thread is interrupted, with the flag set again; the task
   *     goes on
   * @throws IOException the task's own failure, with this caller's stack
   */
  public static <T> T await(Future<T> task, String doing) throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("Interrupted while " + doing).initCause(e);
    } catch (ExecutionException e) {
      throw asIOException(e.getCause(), doing);
    }
  }

  /** Waits until the task has ended, however it ends and whoever interrupts. */
  static void awaitEnd(Future<?> task) {
    boolean interrupted = false;
    while (!task.isDone()) {
      try {
        task.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        break; // it has ended, and somebody else reports why
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The failure as what a stream throws: an IOException as it is, so that its type tells. */
  static IOException asIOException(Throwable failure, String doing) {
    if (failure instanceof IOException known) {
      return known;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return new IOException("Failed while " + doing + ": " + failure, failure);
  }
}
