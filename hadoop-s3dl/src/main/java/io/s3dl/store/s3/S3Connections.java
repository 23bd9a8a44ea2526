package io.s3dl.store.s3;

import io.s3dl.store.ConnectionOptions;
import java.util.Objects;

/**
 * How the store is connected to.
 *
 * @param http the connections; each request that is under way has one of them
 * @param signing whether bodies are signed
 */
public record S3Connections(ConnectionOptions http, PayloadSigning signing) {

  /** Whether the signature of a request covers the object's content that it sends. */
  public enum PayloadSigning {
    /** Where nothing else vouches for it: over HTTP, without a checksum that the store compares. */
    AUTO,
    /** In every request. */
    ALWAYS,
    /** In none. */
    NEVER
  }

  public S3Connections {
    Objects.requireNonNull(http, "http");
    Objects.requireNonNull(signing, "signing");
  }

  /** Without a proxy, for a trusted network. */
  public static S3Connections plain(int max) {
    return new S3Connections(ConnectionOptions.plain(max), PayloadSigning.AUTO);
  }
}
