package io.s3dl.store;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a store says that it has sent of an object.
 *
 * @param offset where the first byte stands
 * @param length how many bytes there are
 * @param size of the whole object
 */
public record ContentRange(long offset, long length, long size) {

  private static final Pattern FORM = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  /**
   * What an answer has; empty if it says neither a range nor a length, as one in chunks may.
   *
   * @param range the Content-Range, or null
   * @param length the Content-Length, or null
   */
  public static Optional<ContentRange> of(String key, String range, Long length) {
    if (range != null) {
      return Optional.of(parse(key, range));
    }
    return Optional.ofNullable(length).map(all -> new ContentRange(0, all, all));
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
