package io.s3dl.store.s3;

import io.s3dl.store.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A user's source of keys, as the SDK wants one: asks it when the last keys are about to expire.
 */
final class OwnCredentials implements AwsCredentialsProvider, SdkAutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OwnCredentials.class);

  /** Clocks differ, and a request takes its time. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private static final Duration UNLESS_SAID = Duration.ofMinutes(5);

  private final S3CredentialsSource source;
  private final Clock clock;
  private AwsCredentials keys;
  private Instant until = Instant.MIN;

  OwnCredentials(S3CredentialsSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Keys as the SDK has them. */
  static AwsCredentials toSdk(S3Keys keys) {
    String access = keys.accessKey().reveal();
    String secret = keys.secretKey().reveal();
    return keys.sessionToken()
        .map(Secret::reveal)
        .<AwsCredentials>map(token -> AwsSessionCredentials.create(access, secret, token))
        .orElseGet(() -> AwsBasicCredentials.create(access, secret));
  }

  @Override
  public synchronized AwsCredentials resolveCredentials() {
    Instant now = clock.instant();
    if (now.isBefore(until)) {
      return keys;
    }
    Optional<S3Keys> found;
    try {
      found = source.keys();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw SdkClientException.create(source.getClass().getName() + " has failed: " + e, e);
    }
    S3Keys fresh =
        found.orElseThrow(
            () -> SdkClientException.create(source.getClass().getName() + " has no keys"));
    keys = toSdk(fresh);
    until =
        fresh.expiry().map(expiry -> expiry.minus(MARGIN)).orElseGet(() -> now.plus(UNLESS_SAID));
    return keys;
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException | RuntimeException e) {
      LOG.warn("Error closing {}: {}", source.getClass().getName(), e.getMessage());
    }
  }
}
