package io.s3dl.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where requests to a store are sent again: after a {@link TransientException}, and
 * nothing else. What it throws at last is the last attempt's. Waits are random up to a bound that
 * doubles, so that clients that failed together don't come back together. Safe for use by several
 * threads; a store has one for all its requests.
 */
public final class Retrier {

  /** The count of requests that were sent again. */
  public static final String RETRIES = "retries";

  /** The count of answers that asked for fewer requests. */
  public static final String THROTTLED = "throttled";

  /** The count of requests that were given up, though they might have succeeded later. */
  public static final String GIVEN_UP = "given_up";

  private static final Logger LOG = LoggerFactory.getLogger(Retrier.class);

  /** A retry takes this much of the budget, and a success gives back one. */
  private static final int COST = 10;

  /** Beyond, doubling would overflow. */
  private static final int MAX_DOUBLINGS = 30;

  private final RetryOptions options;
  private final RequestCounts counts;
  private final RandomGenerator random;
  private final Pause pause;
  private final AtomicInteger budget;

  /** A request. */
  @FunctionalInterface
  public interface Request<T> {
    /** Sends it, and returns the answer. May be called again if it has thrown. */
    T send() throws IOException;
  }

  /** Waits. */
  @FunctionalInterface
  public interface Pause {
    /** Waits so long. */
    void pause(Duration time) throws InterruptedException;
  }

  /** A retrier that waits in truth. */
  public Retrier(RetryOptions options, RequestCounts counts) {
    this(
        options,
        counts,
        RandomGenerator.getDefault(),
        time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
  }

  /**
   * A retrier with its own randomness and waits.
   *
   * @param random safe for use by several threads, or used by one
   */
  public Retrier(RetryOptions options, RequestCounts counts, RandomGenerator random, Pause pause) {
    this.options = Objects.requireNonNull(options, "options");
    this.counts = Objects.requireNonNull(counts, "counts");
    this.random = Objects.requireNonNull(random, "random");
    this.pause = Objects.requireNonNull(pause, "pause");
    this.budget = new AtomicInteger(Math.multiplyExact(options.budget(), COST));
  }

  /**
   * Sends a request until it succeeds, fails for good, or has been sent often enough.
   *
   * @throws InterruptedIOException if the thread is interrupted, before a request or while it
   *     waits; its flag is set
   */
  public <T> T call(Request<T> request) throws IOException {
    for (int attempt = 1; ; attempt++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("Interrupted before a request was sent");
      }
      try {
        T answer = request.send();
        giveBack();
        return answer;
      } catch (TransientException e) {
        decide(attempt, e);
      }
    }
  }

  /** Returns when the request may be sent again, or throws. */
  private void decide(int attempt, TransientException e) throws IOException {
    if (e.throttled()) {
      counts.add(THROTTLED);
    }
    if (attempt >= options.maxAttempts()) {
      counts.add(GIVEN_UP);
      throw attempt == 1 ? e : e.givenUp("given up after " + attempt + " attempts");
    }
    // A store that asks for fewer requests is not in trouble, and the waits are what it asks for.
    if (!e.throttled() && !take()) {
      counts.add(GIVEN_UP);
      throw e.givenUp(
          "not tried again, because too many requests to this store have failed lately");
    }
    Duration wait = waitAfter(attempt, e.retryAfter());
    LOG.debug("Attempt {} failed, the next one is in {}: {}", attempt, wait, e.getMessage());
    try {
      pause.pause(wait);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      InterruptedIOException end =
          new InterruptedIOException("Interrupted while waiting to try again: " + e.getMessage());
      end.initCause(e);
      throw end;
    }
    counts.add(RETRIES);
  }

  /** What the store asks for, within its bound, and a random time on top. */
  private Duration waitAfter(int attempt, Optional<Duration> asked) {
    Duration wanted = asked.orElse(Duration.ZERO);
    // Compared before it is converted: a store may ask for more than a long can hold.
    boolean tooLong = wanted.compareTo(options.maxRetryAfter()) > 0;
    long least = (tooLong ? options.maxRetryAfter() : wanted).toNanos();
    long base = options.baseDelay().toNanos();
    int doublings = Math.min(attempt - 1, MAX_DOUBLINGS);
    long most = options.maxDelay().toNanos();
    long bound = base > most >> doublings ? most : base << doublings;
    return Duration.ofNanos(least + (bound == 0 ? 0 : random.nextLong(bound)));
  }

  private boolean take() {
    if (options.budget() == 0) {
      return true;
    }
    return budget.getAndUpdate(left -> left >= COST ? left - COST : left) >= COST;
  }

  private void giveBack() {
    int full = options.budget() * COST;
    if (budget.get() < full) {
      budget.updateAndGet(left -> Math.min(full, left + 1));
    }
  }
}
