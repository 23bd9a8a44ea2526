package io.s3dl.store.s3;

import io.s3dl.store.Etags;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.TransientException;
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
   * which is no answer.
   *
   * @param says whether it does
   */
  static <T> T whole(String key, T answer, boolean says) throws TransientException {
    if (!says) {
      throw TransientException.disturbed(
          "The answer about " + (key.isEmpty() ? "the bucket" : key) + " does not say anything",
          null);
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
