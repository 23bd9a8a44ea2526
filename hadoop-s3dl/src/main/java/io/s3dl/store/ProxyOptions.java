package io.s3dl.store;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The HTTP proxy on the way to the store.
 *
 * @param host its name or address
 * @param port its port
 * @param secure whether it is spoken to with TLS
 * @param user who asks, if it wants to know
 * @param password and the proof
 * @param directHosts hosts that are reached without it; a {@code *} stands for any text
 */
public record ProxyOptions(
    String host,
    int port,
    boolean secure,
    Optional<String> user,
    Optional<Secret> password,
    Set<String> directHosts) {

  public ProxyOptions {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    directHosts = Set.copyOf(directHosts);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("Not a port: " + port);
    }
    if (user.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException("A proxy takes a user and a password, or none of them");
    }
  }
}
