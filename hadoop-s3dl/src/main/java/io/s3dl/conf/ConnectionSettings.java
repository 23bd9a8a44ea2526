package io.s3dl.conf;

import io.s3dl.store.ConnectionOptions;
import io.s3dl.store.ProxyOptions;
import io.s3dl.store.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys for the connections to a store behind HTTP: the same for each such store, under the
 * names of its own area. Immutable.
 */
public final class ConnectionSettings {

  private final Setting<Integer> max;
  private final Setting<Duration> idle;
  private final Setting<Duration> connectTimeout;
  private final Setting<Duration> socketTimeout;
  private final Setting<Duration> callTimeout;
  private final Setting<Optional<Path>> caFile;
  private final Setting<Optional<String>> proxyHost;
  private final Setting<Integer> proxyPort;
  private final Optional<Setting<Boolean>> proxySecure;
  private final Setting<Optional<String>> proxyUser;
  private final Setting<Optional<Secret>> proxyPassword;
  private final Setting<List<String>> proxyDirectHosts;

  /**
   * What differs from store to store.
   *
   * @param max what the number of connections bounds
   * @param socketTimeout how long silence is borne
   * @param withoutProxy what decides where no proxy is set
   * @param secureProxy whether a proxy may be spoken to with TLS
   */
  record Differences(String max, String socketTimeout, String withoutProxy, boolean secureProxy) {}

  /**
   * The keys of an area.
   *
   * @param area what they begin with, with the dot at its end
   */
  ConnectionSettings(String area, Differences differences) {
    max = SettingTypes.integer(area + "connections.max", "128", 1, 100_000, differences.max());
    idle =
        SettingTypes.duration(
            area + "connections.idle", "60s", "After which time an unused connection is closed.");
    connectTimeout =
        SettingTypes.duration(
            area + "connect.timeout", "10s", "How long the making of a connection may take.");
    socketTimeout =
        SettingTypes.duration(area + "socket.timeout", "60s", differences.socketTimeout());
    callTimeout =
        SettingTypes.duration(
            area + "call.timeout",
            "0s",
            "How long a request may take in all, the body that it sends included, before it is"
                + " sent again; 0s for as long as its connection is not silent.");
    caFile =
        SettingTypes.optionalFile(
            area + "tls.ca.file",
            "A file with certificates in PEM of the authorities that vouch for the store, in the"
                + " place of those that Java trusts. That certificates are not checked at all"
                + " cannot be set.");
    proxyHost =
        SettingTypes.optional(
            area + "proxy.host", "The HTTP proxy. Without one, " + differences.withoutProxy());
    proxyPort = SettingTypes.integer(area + "proxy.port", "8080", 1, 65_535, "Its port.");
    proxySecure =
        differences.secureProxy()
            ? Optional.of(
                SettingTypes.bool(
                    area + "proxy.secure",
                    "false",
                    "Whether the proxy itself is spoken to with TLS."))
            : Optional.empty();
    proxyUser = SettingTypes.optional(area + "proxy.user", "The user that the proxy asks for.");
    proxyPassword = SettingTypes.secret(area + "proxy.password", "The password of that user.");
    proxyDirectHosts =
        SettingTypes.list(
            area + "proxy.direct.hosts",
            "",
            "Hosts that are reached without the proxy; a * stands for any text.");
  }

  /** All of them, in the order in which they are described. */
  List<Setting<?>> all() {
    List<Setting<?>> all =
        new ArrayList<>(
            List.of(
                max,
                idle,
                connectTimeout,
                socketTimeout,
                callTimeout,
                caFile,
                proxyHost,
                proxyPort));
    proxySecure.ifPresent(all::add);
    all.addAll(List.of(proxyUser, proxyPassword, proxyDirectHosts));
    return List.copyOf(all);
  }

  /** How long a request may take in all. */
  Setting<Duration> callTimeout() {
    return callTimeout;
  }

  /** The file with authorities. */
  Setting<Optional<Path>> caFile() {
    return caFile;
  }

  /**
   * What they are set to.
   *
   * @throws IOException if a file with secrets cannot be read
   * @throws IllegalArgumentException if a value is not legal, or some do not go together
   */
  ConnectionOptions read(SettingReader settings) throws IOException {
    return new ConnectionOptions(
        settings.get(max),
        settings.get(idle),
        settings.get(connectTimeout),
        settings.get(socketTimeout),
        settings.get(callTimeout),
        settings.get(caFile),
        proxy(settings));
  }

  private Optional<ProxyOptions> proxy(SettingReader settings) throws IOException {
    Optional<String> host = settings.get(proxyHost);
    if (host.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> user = settings.get(proxyUser);
    Optional<Secret> password = settings.secret(proxyPassword);
    if (user.isPresent() != password.isPresent()) {
      throw settings.together(proxyUser, proxyPassword);
    }
    return Optional.of(
        new ProxyOptions(
            host.get(),
            settings.get(proxyPort),
            proxySecure.map(settings::get).orElse(false),
            user,
            password,
            Set.copyOf(settings.get(proxyDirectHosts))));
  }
}
