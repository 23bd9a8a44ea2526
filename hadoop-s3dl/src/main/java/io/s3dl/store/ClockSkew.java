package io.s3dl.store;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How far the clocks of a store and of this machine are apart. */
public final class ClockSkew {

  /** Stores refuse requests that are off by a quarter of an hour. */
  private static final Duration MOST = Duration.ofMinutes(5);

  /** Answers take some time, and tell whole seconds. */
  private static final Duration LEAST = Duration.ofSeconds(2);

  private ClockSkew() {}

  /**
   * Says by how much they differ, if that is worth to be said.
   *
   * @param date the header Date of an answer that has just come
   * @throws IOException if that is nearly what stores refuse requests for
   */
  public static Optional<String> told(Optional<String> date) throws IOException {
    Optional<Duration> skew = of(date);
    if (skew.isPresent() && skew.get().compareTo(MOST) > 0) {
      throw new IOException(
          "the clocks of the store and of this machine differ by "
              + skew.get().toSeconds()
              + " s; set the clock of this machine right");
    }
    return skew.filter(by -> by.toSeconds() > LEAST.toSeconds())
        .map(by -> "clocks differ by " + by.toSeconds() + " s");
  }

  private static Optional<Duration> of(Optional<String> date) {
    try {
      return date.map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME))
          .map(time -> Duration.between(time.toInstant(), Instant.now()).abs());
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}
