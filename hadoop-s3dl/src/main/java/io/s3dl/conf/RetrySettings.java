package io.s3dl.conf;

import io.s3dl.store.RetryOptions;
import java.time.Duration;
import java.util.List;

/** The keys for requests that are sent again, whatever the store. */
public final class RetrySettings {

  public static final Setting<Integer> ATTEMPTS =
      SettingTypes.integer(
          "fs.s3dl.retry.attempts",
          "8",
          1,
          100,
          "How often a request is sent at most, the first time included. It is sent again after"
              + " 429, 500, 502, 503, 504, time-outs, broken connections, answers that are cut"
              + " off, and errors that S3 calls passing; once more also if the clock was wrong; and"
              + " after nothing else.");

  public static final Setting<Duration> DELAY =
      SettingTypes.duration(
          "fs.s3dl.retry.delay",
          "200ms",
          "The longest wait before the first retry. It doubles with each further one; how much of"
              + " it is waited is random.");

  public static final Setting<Duration> DELAY_MAX =
      SettingTypes.duration("fs.s3dl.retry.delay.max", "20s", "What a wait does not grow beyond.");

  public static final Setting<Duration> RETRY_AFTER_MAX =
      SettingTypes.duration(
          "fs.s3dl.retry.after.max",
          "60s",
          "How long a store may ask to wait; if it asks for more, this long is waited.");

  public static final Setting<Integer> BUDGET =
      SettingTypes.integer(
          "fs.s3dl.retry.budget",
          "500",
          0,
          1_000_000,
          "How many retries a file system has in stock. Each takes one, unless the store has only"
              + " asked for fewer requests, and ten requests that succeed give one back; when all"
              + " are taken, failures are final, so that a store in trouble is not buried under"
              + " retries. 0 is no bound.");

  private static final List<Setting<?>> ALL =
      List.of(ATTEMPTS, DELAY, DELAY_MAX, RETRY_AFTER_MAX, BUDGET);

  private RetrySettings() {}

  static List<Setting<?>> all() {
    return ALL;
  }

  /** The options that the keys make. */
  static RetryOptions read(SettingReader settings) {
    Duration delay = settings.get(DELAY);
    Duration longest = settings.get(DELAY_MAX);
    return new RetryOptions(
        settings.get(ATTEMPTS),
        delay,
        longest.compareTo(delay) < 0 ? delay : longest,
        settings.get(RETRY_AFTER_MAX),
        settings.get(BUDGET));
  }
}
