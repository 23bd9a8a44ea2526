package io.s3dl.store.s3;

import io.s3dl.store.Secret;
import java.util.Objects;
import java.util.Optional;

/**
 * How the store encrypts what is written, or decrypts with a key that it is sent.
 *
 * @param kind with whose keys
 * @param kmsKey the key of the key management service; empty for the account's own
 * @param kmsContext what the key management service is told, a JSON object in Base64
 * @param bucketKey whether the bucket's key saves requests to the key management service; empty for
 *     what the bucket says
 * @param customerKey with {@link Kind#SSE_C} the key, 32 bytes in Base64
 */
public record S3Encryption(
    Kind kind,
    Optional<String> kmsKey,
    Optional<String> kmsContext,
    Optional<Boolean> bucketKey,
    Optional<Secret> customerKey) {

  /** With whose keys. */
  public enum Kind {
    /** As the bucket says. */
    NONE,
    /** With the store's. */
    SSE_S3,
    /** With those of the key management service. */
    SSE_KMS,
    /** With those of the key management service, in two layers. */
    DSSE_KMS,
    /** With the user's, which each request carries. */
    SSE_C
  }

  /** As the bucket says. */
  public static final S3Encryption NONE =
      new S3Encryption(
          Kind.NONE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public S3Encryption {
    Objects.requireNonNull(kind, "kind");
    if ((kind == Kind.SSE_C) != customerKey.isPresent()) {
      throw new IllegalArgumentException("SSE_C needs a customer's key, and nothing else does");
    }
    boolean kms = kind == Kind.SSE_KMS || kind == Kind.DSSE_KMS;
    if (!kms && (kmsKey.isPresent() || kmsContext.isPresent())) {
      throw new IllegalArgumentException(
          "A key or context of the key management service needs SSE_KMS or DSSE_KMS");
    }
  }
}
