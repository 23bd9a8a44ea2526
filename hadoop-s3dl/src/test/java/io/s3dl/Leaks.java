package io.s3dl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

/** What must not be left when a test is over. */
public final class Leaks {

  private static final long PATIENCE = TimeUnit.SECONDS.toMillis(10);

  private Leaks() {}

  /** Waits a bounded time for the end of all threads whose names begin so. */
  public static void assertNoThread(String prefix) {
    try {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().startsWith(prefix)) {
          thread.join(PATIENCE);
          assertThat(thread.isAlive()).as("still alive: %s", thread.getName()).isFalse();
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted while waiting for threads to end", e);
    }
  }
}
