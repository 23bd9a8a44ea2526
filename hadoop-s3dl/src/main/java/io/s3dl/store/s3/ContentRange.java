package io.s3dl.store.s3;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * What a store says that it has sent of an object.
 *
 * @param offset where the first byte stands
 * @param length how many bytes there are
 * @param size of the whole object
 */
record ContentRange(long offset, long length, long size) {

  private static final Pattern FORM = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  /** What an answer has; empty if it says neither a range nor a length, as one in chunks may. */
  static Optional<ContentRange> of(String key, GetObjectResponse answer) {
    if (answer.contentRange() != null) {
      return Optional.of(parse(key, answer.contentRange()));
    }
    return Optional.ofNullable(answer.contentLength())
        .map(length -> new ContentRange(0, length, length));
  }

  private static ContentRange parse(String key, String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new FinalFailure(
          new IOException("The store answers about " + key + " with the range " + text));
    }
    long first = Long.parseLong(matcher.group(1));
    long last = Long.parseLong(matcher.group(2));
    return new ContentRange(first, last - first + 1, Long.parseLong(matcher.group(3)));
  }
}
