package io.s3dl.store.s3;

import io.s3dl.store.Etags;
import io.s3dl.store.ObjectInfo;
import java.io.EOFException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Reads from answers to writes what the store says of the new object. */
final class Answers {

  private Answers() {}

  /**
   * An answer that says what it must. A store or proxy in trouble may send one without a body,
   * which is no answer, and passes.
   *
   * @param says whether it does
   * @throws EOFException if it does not; {@link S3Errors} tells what was asked
   */
  static <T> T whole(T answer, boolean says) throws EOFException {
    if (!says) {
      throw new EOFException("the store's answer does not say anything");
    }
    return answer;
  }

  /** An object that has just been written. */
  static ObjectInfo written(String key, long size, String etag, SdkHttpResponse answer) {
    boolean directory = key.endsWith("/");
    return new ObjectInfo(
        S3Objects.nameOf(key),
        directory,
        directory ? 0 : size,
        millis(answer),
        Etags.of(etag),
        Optional.empty());
  }

  /** The time of the answer by the store's clock, which its listings go by too. */
  private static long millis(SdkHttpResponse answer) {
    Optional<String> date = answer == null ? Optional.empty() : answer.firstMatchingHeader("Date");
    try {
      return date.map(
              text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .orElseGet(Instant::now)
          .toEpochMilli();
    } catch (DateTimeParseException e) {
      return Instant.now().toEpochMilli();
    }
  }
}
