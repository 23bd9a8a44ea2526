package io.s3dl.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A request failed for a reason that may pass: the same request may succeed if it is sent again.
 */
public final class TransientException extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean throttled;
  private final transient Optional<Duration> retryAfter;

  private TransientException(
      String message, Throwable cause, boolean throttled, Optional<Duration> retryAfter) {
    super(message, cause);
    this.throttled = throttled;
    this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
  }

  /** The way to the store, or the store itself, is disturbed. */
  public static TransientException disturbed(String message, Throwable cause) {
    return new TransientException(message, cause, false, Optional.empty());
  }

  /**
   * The store asks for fewer requests.
   *
   * @param retryAfter how long it asks to wait, if it says so
   */
  public static TransientException throttled(
      String message, Throwable cause, Optional<Duration> retryAfter) {
    return new TransientException(message, cause, true, retryAfter);
  }

  /** Whether the store asked for fewer requests. */
  public boolean throttled() {
    return throttled;
  }

  /** How long the store asks to wait. */
  Optional<Duration> retryAfter() {
    return retryAfter == null ? Optional.empty() : retryAfter;
  }

  /** The same, which is final: says why it was not tried again. */
  TransientException givenUp(String why) {
    TransientException last =
        new TransientException(getMessage() + "; " + why, getCause(), throttled, retryAfter());
    last.setStackTrace(getStackTrace());
    for (Throwable suppressed : getSuppressed()) {
      last.addSuppressed(suppressed);
    }
    return last;
  }
}
