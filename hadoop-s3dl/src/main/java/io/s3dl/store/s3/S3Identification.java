package io.s3dl.store.s3;

import java.util.Map;

/**
 * What requests say of who sends them.
 *
 * @param userAgent stands before the SDK's own in the user agent; may be empty
 * @param referrer whether a {@code Referer} tells the bucket's access log what is done, and for
 *     whom
 * @param facts what it tells of whom: the principal, the process, the job, by name
 */
public record S3Identification(String userAgent, boolean referrer, Map<String, String> facts) {

  public S3Identification {
    facts = Map.copyOf(facts);
  }

  /** Nothing but the SDK's own. */
  public static S3Identification none() {
    return new S3Identification("", false, Map.of());
  }
}
