package io.s3dl.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Takes the steps of a diagnosis, and tells how each went in a line of its own. */
record StepLines(PrintWriter out) {

  /** What is tried, and what it tells. */
  @FunctionalInterface
  interface Attempt {
    String run() throws IOException;
  }

  /** One thing that is tried, and what to do if it fails; the remedy may be empty. */
  record Step(String name, Attempt attempt, String remedy) {}

  /** What a step throws that went well, and has found that something is not there. */
  static final class Missing extends IOException {
    private static final long serialVersionUID = 1L;

    Missing(String told) {
      super(told);
    }
  }

  /** Takes a step. */
  boolean succeeds(Step step) throws InterruptedIOException {
    long start = System.nanoTime();
    try {
      String told = step.attempt().run();
      print("ok", step, start, told);
      return true;
    } catch (InterruptedIOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      fail(step, start, e);
    } catch (Missing e) {
      print("no", step, start, e.getMessage());
      return true;
    } catch (IOException | RuntimeException e) {
      fail(step, start, e);
    }
    return false;
  }

  private void fail(Step step, long start, Exception e) {
    String reason = Failures.reason(e);
    print("FAILED", step, start, reason);
    if (!step.remedy().isEmpty() && !saysRemedy(reason)) {
      out.println("        " + step.remedy());
    }
  }

  /** Messages of stores say after a semicolon what helps, where that is known. */
  private static boolean saysRemedy(String reason) {
    return reason.contains("; ");
  }

  private void print(String outcome, Step step, long start, String told) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    out.println(
        String.format(Locale.ROOT, "%-7s %-20s %6d ms  %s", outcome, step.name(), millis, told)
            .stripTrailing());
  }
}
