package io.s3dl.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a store behind HTTP is connected to.
 *
 * @param max how many connections there are at most; what of them it bounds is the store's
 * @param idle after which time an unused one is closed
 * @param connectTimeout how long the making of one may take
 * @param socketTimeout how long a connection may be silent within a request
 * @param callTimeout how long a request may take in all; zero for as long as it is not silent
 * @param caFile certificates in PEM of those who vouch for the store, in the place of Java's own
 * @param proxy the proxy on the way
 */
public record ConnectionOptions(
    int max,
    Duration idle,
    Duration connectTimeout,
    Duration socketTimeout,
    Duration callTimeout,
    Optional<Path> caFile,
    Optional<ProxyOptions> proxy) {

  public ConnectionOptions {
    Objects.requireNonNull(caFile, "caFile");
    Objects.requireNonNull(proxy, "proxy");
    if (max < 1 || idle.isNegative() || connectTimeout.isNegative() || socketTimeout.isNegative()) {
      throw new IllegalArgumentException("Number or times of connections out of range");
    }
    if (callTimeout.isNegative()) {
      throw new IllegalArgumentException("Time of a request out of range");
    }
  }

  /** Without a proxy, for a trusted network. */
  public static ConnectionOptions plain(int max) {
    return new ConnectionOptions(
        max,
        Duration.ofMinutes(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ZERO,
        Optional.empty(),
        Optional.empty());
  }
}
