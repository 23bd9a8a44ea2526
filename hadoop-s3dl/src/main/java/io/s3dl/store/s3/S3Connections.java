package io.s3dl.store.s3;

import io.s3dl.store.ProxyOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the store is connected to.
 *
 * @param max how many connections there are at most
 * @param idle after which time an unused one is closed
 * @param connectTimeout how long the making of one may take
 * @param socketTimeout how long a connection may be silent within a request
 * @param callTimeout how long a request may take in all; zero for as long as it is not silent
 * @param caFile certificates in PEM of those who vouch for the store, in the place of Java's own
 * @param proxy the proxy on the way
 * @param signing whether bodies are signed
 */
public record S3Connections(
    int max,
    Duration idle,
    Duration connectTimeout,
    Duration socketTimeout,
    Duration callTimeout,
    Optional<Path> caFile,
    Optional<ProxyOptions> proxy,
    PayloadSigning signing) {

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
    Objects.requireNonNull(caFile, "caFile");
    Objects.requireNonNull(proxy, "proxy");
    Objects.requireNonNull(signing, "signing");
    if (max < 1 || idle.isNegative() || connectTimeout.isNegative() || socketTimeout.isNegative()) {
      throw new IllegalArgumentException("Number or times of connections out of range");
    }
    if (callTimeout.isNegative()) {
      throw new IllegalArgumentException("Time of a request out of range");
    }
  }

  /** Without a proxy, for a trusted network. */
  public static S3Connections plain(int max) {
    return new S3Connections(
        max,
        Duration.ofMinutes(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ZERO,
        Optional.empty(),
        Optional.empty(),
        PayloadSigning.AUTO);
  }
}
