package io.s3dl.store;

import java.util.Optional;

/** ETags, which stores give with quotes and we keep without. */
public final class Etags {

  private Etags() {}

  /** What the store said, without quotes; empty where it said nothing. */
  public static Optional<String> of(String answered) {
    if (answered == null) {
      return Optional.empty();
    }
    String bare = answered.replace("\"", "");
    return bare.isEmpty() ? Optional.empty() : Optional.of(bare);
  }

  /** Whether it looks like the MD5 of an object that was put at once. */
  public static boolean isOfBytes(String answered) {
    return of(answered).filter(etag -> etag.matches("[0-9a-f]{32}")).isPresent();
  }

  /** As a condition wants it. */
  public static String quoted(String etag) {
    return '"' + etag + '"';
  }
}
