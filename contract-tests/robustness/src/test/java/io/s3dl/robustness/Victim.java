package io.s3dl.robustness;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A thread that does one thing again and again and is interrupted meanwhile. An operation is done,
 * or ends with an InterruptedIOException and the flag set; anything else is a failure, which {@link
 * #end} throws.
 */
final class Victim {

  /** What is done again and again. */
  interface Operation {

    /** Does it once, with interrupts. */
    void run() throws IOException;

    /** Fails if something is not as it must be after that; nobody interrupts. */
    void check(boolean done) throws IOException;
  }

  private final Operation operation;
  private final Thread thread;

  /** Holds it whoever interrupts, or says whether that is allowed. */
  private final Object guard = new Object();

  private boolean interruptible;
  private volatile CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile Throwable failure;
  private int completed;
  private int interrupted;

  Victim(String name, Operation operation) {
    this.operation = operation;
    this.thread = new Thread(this::work, name);
    thread.start();
  }

  /** Interrupts it after that time, or as soon as the operation has ended that is under way. */
  void interruptIn(long nanos) throws InterruptedException {
    ended.await(nanos, TimeUnit.NANOSECONDS);
    synchronized (guard) {
      if (interruptible) {
        thread.interrupt();
      }
    }
  }

  /** Lets it end what it is doing and fails if one of its operations has. */
  void end() throws InterruptedException, ExecutionException {
    stopping = true;
    thread.join();
    if (failure != null) {
      throw new ExecutionException(toString(), failure);
    }
  }

  /** How many operations were done. After {@link #end}. */
  int completed() {
    return completed;
  }

  /** How many were not, because of an interrupt. After {@link #end}. */
  int interrupted() {
    return interrupted;
  }

  @Override
  public String toString() {
    return String.format("%s: %d done, %d interrupted", thread.getName(), completed, interrupted);
  }

  /** Whether it was done, and not interrupted. */
  private boolean runOnce() throws IOException {
    ended = new CountDownLatch(1);
    setInterruptible(true);
    try {
      operation.run();
      completed++;
      return true;
    } catch (InterruptedIOException e) {
      if (!Thread.currentThread().isInterrupted()) {
        throw new AssertionError("The flag is not set", e);
      }
      interrupted++;
      return false;
    } finally {
      setInterruptible(false);
      ended.countDown();
    }
  }

  private void setInterruptible(boolean now) {
    synchronized (guard) {
      interruptible = now;
      Thread.interrupted(); // clears the flag
    }
  }

  private void work() {
    try {
      while (!stopping) {
        operation.check(runOnce());
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
  }
}
