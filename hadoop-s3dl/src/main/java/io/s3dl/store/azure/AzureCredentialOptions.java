package io.s3dl.store.azure;

import io.s3dl.store.Secret;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param kind by what he proves it
 * @param secret the account's key, the SAS token or the client's secret; of a certificate its
 *     password
 * @param clientId the application, or the identity that is assigned to the machine
 * @param tenantId whose application it is
 * @param certificate the file of the certificate, PEM or PFX
 * @param source where it was found, for messages; may be empty
 */
public record AzureCredentialOptions(
    Kind kind,
    Optional<Secret> secret,
    Optional<String> clientId,
    Optional<String> tenantId,
    Optional<Path> certificate,
    String source) {

  /** By what somebody proves who he is. */
  public enum Kind {
    /** The account's key signs each request. */
    SHARED_KEY,
    /** A signed text is part of each request's address. */
    SAS,
    MANAGED_IDENTITY,
    WORKLOAD_IDENTITY,
    CLIENT_SECRET,
    CLIENT_CERTIFICATE,
    AZURE_CLI,
    /** Containers that everybody may read. */
    ANONYMOUS
  }

  public AzureCredentialOptions {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(secret, "secret");
    Objects.requireNonNull(clientId, "clientId");
    Objects.requireNonNull(tenantId, "tenantId");
    Objects.requireNonNull(certificate, "certificate");
    Objects.requireNonNull(source, "source");
    boolean ofSecret = kind == Kind.SHARED_KEY || kind == Kind.SAS || kind == Kind.CLIENT_SECRET;
    if (ofSecret && secret.isEmpty()) {
      throw new IllegalArgumentException(kind + " wants a secret");
    }
    boolean ofClient = kind == Kind.CLIENT_SECRET || kind == Kind.CLIENT_CERTIFICATE;
    if (ofClient && (clientId.isEmpty() || tenantId.isEmpty())) {
      throw new IllegalArgumentException(kind + " wants a client and a tenant");
    }
    if (kind == Kind.CLIENT_CERTIFICATE && certificate.isEmpty()) {
      throw new IllegalArgumentException(kind + " wants a file");
    }
  }

  /** The account's key. */
  public static AzureCredentialOptions sharedKey(String key) {
    return of(Kind.SHARED_KEY, Optional.of(Secret.of(key)));
  }

  /** A SAS token, with or without the question mark before it. */
  public static AzureCredentialOptions sas(String token) {
    String bare = token.startsWith("?") ? token.substring(1) : token;
    return of(Kind.SAS, Optional.of(Secret.of(bare)));
  }

  /** Nobody in particular. */
  public static AzureCredentialOptions anonymous() {
    return of(Kind.ANONYMOUS, Optional.empty());
  }

  private static AzureCredentialOptions of(Kind kind, Optional<Secret> secret) {
    return new AzureCredentialOptions(
        kind, secret, Optional.empty(), Optional.empty(), Optional.empty(), "");
  }

  /** The same, found there. */
  public AzureCredentialOptions withSource(String found) {
    return new AzureCredentialOptions(kind, secret, clientId, tenantId, certificate, found);
  }
}
