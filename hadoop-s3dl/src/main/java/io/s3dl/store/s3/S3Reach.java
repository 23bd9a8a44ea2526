package io.s3dl.store.s3;

import io.s3dl.store.Connectivity;
import io.s3dl.store.ProxyOptions;
import io.s3dl.store.StoreCheck;
import io.s3dl.store.StoreCheck.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Tries the way to a store: the name, the connection, the certificate. */
final class S3Reach {

  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final S3Options options;
  private final S3Client client;
  private final S3Http http;

  S3Reach(S3Options options, S3Client client) throws IOException {
    this.options = options;
    this.client = client;
    this.http = S3Http.of(options.connections());
  }

  List<StoreCheck> checks() {
    StoreCheck name = check("resolve the name", this::resolve);
    StoreCheck connection = check("connect", this::connect);
    return isSecure() && viaProxy().isEmpty()
        ? List.of(name, connection, new StoreCheck("certificate", this::certificate, "", true))
        : List.of(name, connection);
  }

  private static StoreCheck check(String name, StoreCheck.Attempt attempt) {
    return new StoreCheck(
        name,
        attempt,
        "check fs.s3dl.s3.endpoint, fs.s3dl.s3.region and fs.s3dl.s3.path.style",
        true);
  }

  private boolean isSecure() {
    return options.endpoint().uri().map(uri -> "https".equals(uri.getScheme())).orElse(true);
  }

  /** Where requests about the bucket go to, as the client will send them. */
  private URI address() throws IOException {
    try {
      if (options.endpoint().accessPoint().isPresent()) {
        // An access point has a host of its own, which the store's region has too.
        return client.utilities().getUrl(url -> url.bucket("bucket").key("key")).toURI();
      }
      return client.utilities().getUrl(url -> url.bucket(options.bucket()).key("key")).toURI();
    } catch (SdkException | URISyntaxException e) {
      throw new IOException("No address can be made of the configuration: " + e.getMessage(), e);
    }
  }

  private Optional<ProxyOptions> viaProxy() {
    return options.connections().proxy();
  }

  private InetSocketAddress unresolved() throws IOException {
    if (viaProxy().isPresent()) {
      return InetSocketAddress.createUnresolved(viaProxy().get().host(), viaProxy().get().port());
    }
    URI address = address();
    int port = address.getPort();
    return InetSocketAddress.createUnresolved(
        address.getHost(), port >= 0 ? port : isSecure() ? HTTPS_PORT : HTTP_PORT);
  }

  private Outcome resolve() throws IOException {
    InetSocketAddress there = unresolved();
    String addresses =
        Arrays.stream(InetAddress.getAllByName(there.getHostString()))
            .map(InetAddress::getHostAddress)
            .collect(Collectors.joining(", "));
    return Outcome.good(
        (viaProxy().isPresent() ? "the proxy " : "") + there.getHostString() + " is " + addresses);
  }

  private Outcome connect() throws IOException {
    try (Socket socket = connected()) {
      return Outcome.good("port " + socket.getPort());
    }
  }

  private Socket connected() throws IOException {
    InetSocketAddress there = unresolved();
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(Math.toIntExact(options.connections().socketTimeout().toMillis()));
      socket.connect(
          new InetSocketAddress(there.getHostString(), there.getPort()),
          Math.toIntExact(options.connections().connectTimeout().toMillis()));
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private Outcome certificate() throws IOException {
    String host = address().getHost();
    try (Socket plain = connected();
        SSLSocket socket =
            (SSLSocket) http.sockets().createSocket(plain, host, plain.getPort(), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return Outcome.good(told(socket.getSession()));
    } catch (IOException e) {
      Connectivity known = Connectivity.of(e, S3Errors.SETTINGS);
      throw new IOException(known.said() + known.remedy(), e);
    }
  }

  private static String told(SSLSession session) throws IOException {
    X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
    Instant end = certificate.getNotAfter().toInstant();
    return String.format(
        Locale.ROOT,
        "%s, from %s, until %s (%d days)",
        session.getProtocol(),
        certificate.getIssuerX500Principal().getName(),
        end.truncatedTo(ChronoUnit.SECONDS),
        ChronoUnit.DAYS.between(Instant.now(), end));
  }
}
