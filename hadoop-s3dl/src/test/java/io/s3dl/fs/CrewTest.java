package io.s3dl.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Test;

/** Requests of one operation that are made in parallel end with it. */
public class CrewTest {

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final CountDownLatch waiting = new CountDownLatch(1);

  @After
  public void end() {
    threads.shutdownNow();
  }

  /** As one that waits to be tried again. */
  private void waitForLong() throws IOException {
    waiting.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void assertThreadsAreNotInterrupted() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    Callable<Integer> task = both::await;
    for (Future<Integer> each : threads.invokeAll(List.of(task, task))) {
      assertThat(each.get()).isBetween(0, 1);
    }
  }

  @Test(timeout = 60_000)
  public void aFailureInterruptsTheOthers() throws Exception {
    try (Crew crew = new Crew(threads, 2, "trying")) {
      crew.begin(this::waitForLong);
      waiting.await();
      crew.begin(
          () -> {
            throw new IOException("no");
          });
      assertThatThrownBy(crew::finish).hasMessage("no").hasNoSuppressedExceptions();
    }
    assertThreadsAreNotInterrupted();
  }

  @Test(timeout = 60_000)
  public void anInterruptReachesThoseThatWork() throws Exception {
    try (Crew crew = new Crew(threads, 2, "trying")) {
      crew.begin(this::waitForLong);
      waiting.await();
      Thread.currentThread().interrupt();
      assertThatThrownBy(crew::finish)
          .isInstanceOf(InterruptedIOException.class)
          .hasMessageContaining("trying");
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThreadsAreNotInterrupted();
  }
}
