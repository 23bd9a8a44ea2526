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

  /** As a condition wants it. */
  public static String quoted(String etag) {
    return '"' + etag + '"';
  }
}
