package io.s3dl.store;

import java.time.Duration;
import java.util.Objects;

/**
 * How often and how soon a request that failed is sent again.
 *
 * @param maxAttempts how often a request is sent at most, the first time included
 * @param baseDelay the longest wait before the first retry; it doubles with each further one
 * @param maxDelay what a wait never exceeds
 * @param maxRetryAfter how long a store may ask to wait; if it asks for more, this long is waited
 * @param budget how many retries a store has in stock; each takes one, unless the store has only
 *     asked for fewer requests, and successes give back a tenth of one each. When all are taken,
 *     failures are final, so that a store in trouble is not buried under retries; 0 for no bound
 */
public record RetryOptions(
    int maxAttempts, Duration baseDelay, Duration maxDelay, Duration maxRetryAfter, int budget) {

  public RetryOptions {
    Objects.requireNonNull(baseDelay, "baseDelay");
    Objects.requireNonNull(maxDelay, "maxDelay");
    Objects.requireNonNull(maxRetryAfter, "maxRetryAfter");
    if (maxAttempts < 1 || budget < 0) {
      throw new IllegalArgumentException("Attempts or budget of retries out of range");
    }
    if (baseDelay.isNegative() || maxRetryAfter.isNegative() || maxDelay.compareTo(baseDelay) < 0) {
      throw new IllegalArgumentException("Waits between retries out of range");
    }
  }
}
