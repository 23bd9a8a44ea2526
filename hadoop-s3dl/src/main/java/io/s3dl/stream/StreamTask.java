package io.s3dl.stream;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Work of a stream for a pool's thread. The stream may interrupt it, which does not reach what else
 * the thread does, nor a thread of the stream's user that does the work itself.
 */
final class StreamTask implements Runnable {

  private final FutureTask<Void> task;

  /** The pool's thread while it is at it. */
  private Thread worker;

  private boolean interrupted;

  StreamTask(Callable<Void> work) {
    this.task = new FutureTask<>(work);
  }

  /** Does the work in a pool's thread, unless somebody has begun. */
  @Override
  public void run() {
    synchronized (this) {
      worker = Thread.currentThread();
      if (interrupted) {
        worker.interrupt();
      }
    }
    try {
      task.run();
    } finally {
      synchronized (this) {
        worker = null;
        if (interrupted) {
          Thread.interrupted(); // it was meant for this work only
        }
      }
    }
  }

  /** Does the work in this thread, unless somebody has begun. */
  void runHere() {
    task.run();
  }

  /** Interrupts a pool's thread that is or will be at it. */
  synchronized void interrupt() {
    interrupted = true;
    if (worker != null) {
      worker.interrupt();
    }
  }

  /** The result, as its user waits for it. */
  Future<Void> result() {
    return task;
  }
}
