package io.s3dl.format;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/** Bounds what this thread allocates on the heap. */
final class HeapBound {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private HeapBound() {}

  /** What is bounded. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /**
   * Runs a step, and if it allocates too much, once more: the first time it also loads classes.
   *
   * @param mostBytes asked for after the step
   */
  static void check(LongSupplier mostBytes, Step step) throws IOException {
    if (bytesOf(step) > mostBytes.getAsLong()) {
      long bytes = bytesOf(step);
      long most = mostBytes.getAsLong();
      if (bytes > most) {
        throw new AssertionError("Allocates " + bytes + " bytes, not at most " + most);
      }
    }
  }

  private static long bytesOf(Step step) throws IOException {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    step.run();
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}
