package io.s3dl.store.s3;

import io.s3dl.store.Secret;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What requests are signed with. Not shown as text.
 *
 * @param accessKey names whose the secret key is
 * @param secretKey signs
 * @param sessionToken goes with keys that are valid for a time
 * @param expiry when they become invalid, if that is known
 */
public record S3Keys(
    Secret accessKey, Secret secretKey, Optional<Secret> sessionToken, Optional<Instant> expiry) {

  public S3Keys {
    Objects.requireNonNull(accessKey, "accessKey");
    Objects.requireNonNull(secretKey, "secretKey");
    Objects.requireNonNull(sessionToken, "sessionToken");
    Objects.requireNonNull(expiry, "expiry");
  }

  /** Keys that are valid until they are revoked. */
  public static S3Keys of(String accessKey, String secretKey) {
    return new S3Keys(
        Secret.of(accessKey), Secret.of(secretKey), Optional.empty(), Optional.empty());
  }

  /** Keys that are valid for a time. */
  public static S3Keys of(String accessKey, String secretKey, String token, Instant expiry) {
    return new S3Keys(
        Secret.of(accessKey),
        Secret.of(secretKey),
        Optional.of(Secret.of(token)),
        Optional.of(expiry));
  }
}
