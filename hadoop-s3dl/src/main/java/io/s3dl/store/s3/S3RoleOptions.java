package io.s3dl.store.s3;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A role that is assumed.
 *
 * @param arn which one
 * @param sessionName the name of the session in the account's log
 * @param externalId what the role's owner wants to be told
 * @param duration how long its keys are valid
 * @param stsEndpoint the address of the token service; empty for Amazon's of the region
 * @param stsRegion the region of the token service; empty for the store's
 * @param base who assumes it: these are asked for keys in turn
 */
public record S3RoleOptions(
    String arn,
    String sessionName,
    Optional<String> externalId,
    Duration duration,
    Optional<URI> stsEndpoint,
    Optional<String> stsRegion,
    List<S3CredentialLink> base) {

  public S3RoleOptions {
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(sessionName, "sessionName");
    Objects.requireNonNull(externalId, "externalId");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(stsEndpoint, "stsEndpoint");
    Objects.requireNonNull(stsRegion, "stsRegion");
    base = List.copyOf(base);
    for (S3CredentialLink link : base) {
      if (link.kind() == S3CredentialLink.Kind.ASSUME_ROLE) {
        throw new IllegalArgumentException("A role cannot be assumed with itself");
      }
    }
  }
}
