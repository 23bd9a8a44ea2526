package io.s3dl.fs;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * The requests of one operation that are made in parallel, a bounded number at once. The first
 * failure keeps those that have not begun from being made, and interrupts the others, which may be
 * waiting to be tried again. Used by one thread, which is none of those that work, and which closes
 * it: after that none of the requests is under way.
 */
final class Crew implements Closeable {

  /** Makes requests, and waits for nothing else. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  private final Executor threads;
  private final int most;
  private final String doing;
  private final Semaphore room;
  private final Set<Thread> working = new HashSet<>();
  private Throwable failure;
  private boolean stopped;

  /**
   * Creates it without work.
   *
   * @param threads who works; they are shared with others
   * @param most how many tasks may be begun and not ended
   * @param doing says in errors what is being done
   */
  Crew(Executor threads, int most, String doing) {
    this.threads = threads;
    this.most = most;
    this.doing = doing;
    this.room = new Semaphore(most);
  }

  /**
   * Has a task done, as soon as there is room for it.
   *
   * @throws IOException why an earlier one has failed
   * @throws InterruptedIOException if this thread is interrupted
   */
  void begin(Task task) throws IOException {
    acquire(1);
    boolean begun = false;
    try {
      throwFailure();
      threads.execute(() -> work(task));
      begun = true;
    } catch (RejectedExecutionException e) {
      throw new IOException("The file system was closed while " + doing, e);
    } finally {
      if (!begun) {
        room.release();
      }
    }
  }

  private void work(Task task) {
    try {
      if (beginsWork()) {
        task.run();
      }
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    } finally {
      endWork();
      room.release();
    }
  }

  private synchronized boolean beginsWork() {
    return !stopped && working.add(Thread.currentThread());
  }

  /** The thread goes back to those who share it without an interrupt that was meant for this. */
  private synchronized void endWork() {
    if (working.remove(Thread.currentThread())) {
      Thread.interrupted();
    }
  }

  private synchronized void fail(Throwable e) {
    if (failure == null) {
      failure = e;
    } else if (failure != e && !(e instanceof InterruptedIOException)) { // by the first one
      failure.addSuppressed(e);
    }
    stop();
  }

  private synchronized void stop() {
    if (!stopped) {
      stopped = true;
      working.forEach(Thread::interrupt);
    }
  }

  /** Waits until all is done, and throws why it is not. */
  void finish() throws IOException {
    acquire(most);
    room.release(most);
    throwFailure();
  }

  private void acquire(int permits) throws InterruptedIOException {
    try {
      room.acquire(permits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (InterruptedIOException)
          new InterruptedIOException("Interrupted while " + doing).initCause(e);
    }
  }

  private synchronized void throwFailure() throws IOException {
    if (failure instanceof IOException known) {
      throw known;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw new IOException("Failed while " + doing + ": " + failure, failure);
    }
  }

  /** Drops what has not begun, interrupts the requests that have, and waits for their end. */
  @Override
  public void close() {
    stop();
    room.acquireUninterruptibly(most);
    room.release(most);
  }
}
