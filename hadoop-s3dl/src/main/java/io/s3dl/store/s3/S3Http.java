package io.s3dl.store.s3;

import io.s3dl.store.ConnectionOptions;
import io.s3dl.store.ProxyOptions;
import io.s3dl.store.TrustedAuthorities;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/** How HTTP is spoken: the one place that knows which library does. */
final class S3Http {

  private final ConnectionOptions connections;

  /** Null for those that Java trusts. */
  private final TrustManager[] trust;

  private S3Http(ConnectionOptions connections, TrustManager[] trust) {
    this.connections = connections;
    this.trust = trust;
  }

  /** Reads the certificates, if there are any to be read. */
  static S3Http of(ConnectionOptions connections) throws IOException {
    return new S3Http(
        connections,
        connections.caFile().isPresent()
            ? TrustedAuthorities.in(connections.caFile().get(), "fs.s3dl.s3.tls.ca.file")
            : null);
  }

  /** A builder of clients with so many connections at most; what is built is the caller's. */
  Apache5HttpClient.Builder builder(int maxConnections) {
    Apache5HttpClient.Builder builder =
        Apache5HttpClient.builder()
            .maxConnections(maxConnections)
            .connectionMaxIdleTime(connections.idle())
            .connectionTimeout(connections.connectTimeout())
            // A stream that reads has its connection; whoever waits for one is as patient.
            .connectionAcquisitionTimeout(connections.socketTimeout())
            .socketTimeout(connections.socketTimeout())
            .expectContinueEnabled(false)
            .tcpKeepAlive(true);
    connections.proxy().ifPresent(proxy -> builder.proxyConfiguration(proxy(proxy)));
    if (trust != null) {
      builder.tlsTrustManagersProvider(trust::clone);
    }
    return builder;
  }

  /** Makes sockets that trust whom requests trust. */
  SSLSocketFactory sockets() throws IOException {
    return TrustedAuthorities.sockets(trust);
  }

  private static ProxyConfiguration proxy(ProxyOptions options) {
    String scheme = options.secure() ? "https" : "http";
    ProxyConfiguration.Builder proxy =
        ProxyConfiguration.builder()
            .endpoint(URI.create(scheme + "://" + options.host() + ":" + options.port()))
            .nonProxyHosts(patterns(options.directHosts()))
            .preemptiveBasicAuthenticationEnabled(options.user().isPresent())
            .useSystemPropertyValues(false)
            .useEnvironmentVariableValues(false);
    options.user().ifPresent(proxy::username);
    options.password().ifPresent(password -> proxy.password(password.reveal()));
    return proxy.build();
  }

  private static Set<String> patterns(Set<String> hosts) {
    return hosts.stream()
        .map(host -> host.replace(".", "\\.").replace("*", ".*"))
        .collect(Collectors.toSet());
  }
}
