package io.s3dl.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.Test;

public class RetrierTest {

  private final IOException cause = new IOException("reset");

  /** Draws the most that is possible. */
  private static final RandomGenerator LONGEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  private final List<Duration> pauses = new ArrayList<>();
  private final RequestCounts counts = new RequestCounts();

  @Test
  public void whatSucceedsIsSentOnce() throws IOException {
    assertThat(retrier(options(5, 10)).call(() -> "answer")).isEqualTo("answer");
    assertThat(pauses).isEmpty();
    assertThat(counts.snapshot()).isEmpty();
  }

  @Test
  public void aDisturbanceIsWaitedOut() throws IOException {
    Failing request = new Failing(3, disturbed());
    assertThat(retrier(options(5, 10)).call(request)).isEqualTo(4);
    assertThat(counts.snapshot()).containsOnlyKeys("retries").containsEntry("retries", 3L);
  }

  @Test
  public void waitsDoubleUpToTheirBound() {
    Retrier retrier =
        new Retrier(
            new RetryOptions(
                7, Duration.ofMillis(100), Duration.ofMillis(1000), Duration.ofSeconds(60), 0),
            counts,
            LONGEST,
            pauses::add);
    assertThatThrownBy(() -> retrier.call(new Failing(100, disturbed())))
        .isInstanceOf(TransientException.class);
    assertThat(pauses)
        .extracting(pause -> pause.plusNanos(1).toMillis())
        .containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
  }

  @Test
  public void waitsAreDrawnFromAllOfTheirRange() throws IOException {
    Retrier retrier = retrier(new RetryOptions(2, ms(100), ms(100), ms(0), 0));
    for (int i = 0; i < 1000; i++) {
      retrier.call(new Failing(1, disturbed()));
    }
    assertThat(pauses).hasSize(1000).allMatch(pause -> pause.compareTo(ms(100)) < 0);
    assertThat(pauses).anyMatch(pause -> pause.compareTo(ms(10)) < 0);
    assertThat(pauses).anyMatch(pause -> pause.compareTo(ms(90)) > 0);
  }

  @Test
  public void waitsOfManyAttemptsDoNotOverflow() {
    Retrier retrier =
        retrier(new RetryOptions(100, Duration.ofDays(1), Duration.ofDays(9000), ms(0), 0));
    assertThatThrownBy(() -> retrier.call(new Failing(1000, disturbed())))
        .isInstanceOf(TransientException.class);
    assertThat(pauses).hasSize(99).allMatch(pause -> !pause.isNegative());
  }

  @Test
  public void noWaitIsNoWait() throws IOException {
    retrier(new RetryOptions(2, ms(0), ms(0), ms(0), 0)).call(new Failing(1, disturbed()));
    assertThat(pauses).containsExactly(Duration.ZERO);
  }

  @Test
  public void whatTheStoreAsksForIsTheLeast() throws IOException {
    Failing request = new Failing(1, throttled(Duration.ofSeconds(7)));
    retrier(options(5, 10)).call(request);
    assertThat(pauses).hasSize(1);
    assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(7).plus(ms(100)));
    assertThat(counts.snapshot()).containsEntry("throttled", 1L).containsEntry("retries", 1L);
  }

  @Test
  public void aStoreThatAsksForFewerRequestsDoesNotUseUpTheBudget() throws IOException {
    Retrier retrier = retrier(options(5, 1));
    for (int i = 0; i < 10; i++) {
      retrier.call(new Failing(4, throttled(Duration.ZERO)));
    }
    assertThat(pauses).hasSize(40);
  }

  @Test
  public void aStoreMayNotAskForMoreThanTheBound() throws IOException {
    retrier(options(5, 10)).call(new Failing(1, throttled(Duration.ofDays(1))));
    assertThat(pauses.get(0))
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(30).plus(ms(100)));
  }

  @Test
  public void theLastFailureIsThrownAndSaysHowOftenItWas() {
    Failing request = new Failing(100, disturbed());
    assertThatThrownBy(() -> retrier(options(3, 10)).call(request))
        .isInstanceOf(TransientException.class)
        .hasMessage("broken; given up after 3 attempts")
        .hasCause(cause);
    assertThat(request.sent).isEqualTo(3);
    assertThat(counts.snapshot()).containsEntry("given_up", 1L).containsEntry("retries", 2L);
  }

  @Test
  public void withOneAttemptThereIsNothingToSay() {
    assertThatThrownBy(() -> retrier(options(1, 10)).call(new Failing(100, disturbed())))
        .hasMessage("broken");
    assertThat(pauses).isEmpty();
  }

  @Test
  public void whatCannotSucceedIsSentOnce() {
    int[] sent = {0};
    assertThatThrownBy(
            () ->
                retrier(options(5, 10))
                    .call(
                        () -> {
                          sent[0]++;
                          throw new FileNotFoundException("not there");
                        }))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("not there");
    assertThat(sent[0]).isEqualTo(1);
  }

  @Test
  public void anOutageDoesNotMultiplyTheLoad() {
    Retrier retrier = retrier(options(5, 10));
    int sent = 0;
    String last = "";
    for (int i = 0; i < 100; i++) {
      Failing request = new Failing(100, disturbed());
      try {
        retrier.call(request);
      } catch (IOException e) {
        last = e.getMessage();
      }
      sent += request.sent;
    }
    assertThat(sent).isEqualTo(100 + 10);
    assertThat(last).contains("not tried again, because too many requests").startsWith("broken");
  }

  @Test
  public void successesFillTheBudgetAgainSlowly() throws IOException {
    Retrier retrier = retrier(options(5, 1));
    retrier.call(new Failing(1, disturbed()));
    // That success alone gave back a tenth.
    assertThatThrownBy(() -> retrier.call(new Failing(1, disturbed())))
        .hasMessageContaining("not tried again");
    for (int i = 0; i < 9; i++) {
      retrier.call(() -> "fine");
    }
    assertThat(retrier.call(new Failing(1, disturbed()))).isEqualTo(2);
  }

  @Test
  public void theBudgetHasABound() throws IOException {
    Retrier retrier = retrier(options(5, 1));
    for (int i = 0; i < 1000; i++) {
      retrier.call(() -> "fine");
    }
    assertThatThrownBy(() -> retrier.call(new Failing(2, disturbed())))
        .hasMessageContaining("not tried again");
  }

  @Test
  public void anInterruptedThreadSendsNothing() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                retrier(options(5, 10))
                    .call(
                        () -> {
                          throw new AssertionError("sent");
                        }))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  public void anInterruptEndsTheWait() {
    Retrier retrier =
        new Retrier(
            options(5, 10),
            counts,
            new Random(1),
            pause -> {
              throw new InterruptedException();
            });
    TransientException failure = disturbed();
    assertThatThrownBy(() -> retrier.call(new Failing(1, failure)))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessageContaining("broken")
        .hasCause(failure);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  public void anInterruptEndsATrueWait() {
    Retrier retrier =
        new Retrier(new RetryOptions(2, Duration.ofDays(1), Duration.ofDays(1), ms(0), 0), counts);
    // The flag that is set by the request ends the pause at once.
    assertThatThrownBy(
            () ->
                retrier.call(
                    () -> {
                      Thread.currentThread().interrupt();
                      throw disturbed();
                    }))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private Retrier retrier(RetryOptions options) {
    return new Retrier(options, counts, new Random(1), pauses::add);
  }

  private static RetryOptions options(int attempts, int budget) {
    return new RetryOptions(attempts, ms(100), ms(100), Duration.ofSeconds(30), budget);
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private TransientException disturbed() {
    return TransientException.disturbed("broken", cause);
  }

  private TransientException throttled(Duration retryAfter) {
    return TransientException.throttled("slow down", cause, Optional.of(retryAfter));
  }

  /** Fails so often, then answers how often it was sent. */
  private static final class Failing implements Retrier.Request<Integer> {
    private final int failures;
    private final IOException failure;
    private int sent;

    Failing(int failures, IOException failure) {
      this.failures = failures;
      this.failure = failure;
    }

    @Override
    public Integer send() throws IOException {
      if (sent++ < failures) {
        throw failure;
      }
      return sent;
    }
  }
}
