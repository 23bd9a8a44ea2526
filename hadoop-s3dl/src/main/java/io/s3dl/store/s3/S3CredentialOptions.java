package io.s3dl.store.s3;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Who a store is asked as.
 *
 * @param chain the sources that are asked for keys in turn
 * @param keys those that the configuration has
 * @param profile which profile of the shared files; empty for the environment's
 * @param role the role that is assumed, for {@link S3CredentialLink.Kind#ASSUME_ROLE}
 */
public record S3CredentialOptions(
    List<S3CredentialLink> chain,
    Optional<S3Keys> keys,
    Optional<String> profile,
    Optional<S3RoleOptions> role) {

  public S3CredentialOptions {
    chain = List.copyOf(chain);
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(role, "role");
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("No source of credentials");
    }
  }

  /** With these keys and no others. */
  public static S3CredentialOptions of(S3Keys keys) {
    return new S3CredentialOptions(
        List.of(S3CredentialLink.of(S3CredentialLink.Kind.CONFIGURATION)),
        Optional.of(keys),
        Optional.empty(),
        Optional.empty());
  }
}
