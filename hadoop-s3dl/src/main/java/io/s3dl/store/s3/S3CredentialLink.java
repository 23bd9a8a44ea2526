package io.s3dl.store.s3;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One of the sources that are asked for keys in turn.
 *
 * @param kind which one
 * @param own with {@link Kind#OWN} the user's
 */
public record S3CredentialLink(Kind kind, Optional<S3CredentialsSource> own) {

  /** Which source. */
  public enum Kind {
    /** The keys in the configuration or its credential files. */
    CONFIGURATION,
    /** Variables of the environment. */
    ENVIRONMENT,
    /** Java's system properties. */
    SYSTEM,
    /** A profile in the files that Amazon's command line shares. */
    PROFILE,
    /** The token of a web identity, as Kubernetes gives one to a service account. */
    WEB_IDENTITY,
    /** The agent of a container service. */
    CONTAINER,
    /** The metadata service of a machine. */
    INSTANCE,
    /** A role that is assumed with keys of other sources. */
    ASSUME_ROLE,
    /** None: requests are not signed. */
    ANONYMOUS,
    /** A class of the user's. */
    OWN;

    /** The name in configuration: lower case, with dashes. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public S3CredentialLink {
    Objects.requireNonNull(kind, "kind");
    if ((kind == Kind.OWN) != own.isPresent()) {
      throw new IllegalArgumentException("A source of the user's needs its object");
    }
  }

  /** One of those that are built in. */
  public static S3CredentialLink of(Kind kind) {
    return new S3CredentialLink(kind, Optional.empty());
  }
}
