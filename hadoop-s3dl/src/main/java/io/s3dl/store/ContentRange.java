package io.s3dl.store;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a store says that it has sent of an object.
 *
 * @param offset where the first byte stands
 * @param size of the whole object
 */
public record ContentRange(long offset, long size) {

  private static final Pattern FORM = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  /** Reads a Content-Range. */
  public static ContentRange parse(String key, String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new FinalFailure(
          new IOException("The store answers about " + key + " with the range " + text));
    }
    return new ContentRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(3)));
  }
}
