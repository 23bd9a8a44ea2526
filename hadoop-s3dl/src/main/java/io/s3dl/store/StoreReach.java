package io.s3dl.store;

import io.s3dl.store.StoreCheck.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
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
import javax.net.ssl.SSLSocketFactory;

/**
 * Tries the way to a store: the name, the connection, the certificate.
 *
 * @param address where requests go to
 * @param secure whether with TLS
 * @param proxy the proxy on the way, which is then all that is tried
 * @param connectTimeout how long the making of a connection may take
 * @param socketTimeout how long it may be silent
 * @param sockets makes those that trust whom requests trust
 * @param settings which settings help
 */
public record StoreReach(
    Address address,
    boolean secure,
    Optional<ProxyOptions> proxy,
    Duration connectTimeout,
    Duration socketTimeout,
    SSLSocketFactory sockets,
    Connectivity.Settings settings) {

  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  /** Where requests go to. */
  @FunctionalInterface
  public interface Address {

    /**
     * As the client will send them.
     *
     * @throws IOException if none can be made of the configuration
     */
    URI uri() throws IOException;
  }

  /**
   * One after the other; each is vital.
   *
   * @param remedy what to do if one fails
   */
  public List<StoreCheck> checks(String remedy) {
    StoreCheck name = StoreCheck.vital("resolve the name", this::resolve, remedy);
    StoreCheck connection = StoreCheck.vital("connect", this::connect, remedy);
    return secure && proxy.isEmpty()
        ? List.of(name, connection, StoreCheck.vital("certificate", this::certificate, ""))
        : List.of(name, connection);
  }

  private InetSocketAddress unresolved() throws IOException {
    if (proxy.isPresent()) {
      return InetSocketAddress.createUnresolved(proxy.get().host(), proxy.get().port());
    }
    URI uri = address.uri();
    int port = uri.getPort();
    return InetSocketAddress.createUnresolved(
        uri.getHost(), port >= 0 ? port : secure ? HTTPS_PORT : HTTP_PORT);
  }

  private Outcome resolve() throws IOException {
    InetSocketAddress there = unresolved();
    String addresses =
        Arrays.stream(InetAddress.getAllByName(there.getHostString()))
            .map(InetAddress::getHostAddress)
            .collect(Collectors.joining(", "));
    return Outcome.good(
        (proxy.isPresent() ? "the proxy " : "") + there.getHostString() + " is " + addresses);
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
      socket.setSoTimeout(Math.toIntExact(socketTimeout.toMillis()));
      socket.connect(
          new InetSocketAddress(there.getHostString(), there.getPort()),
          Math.toIntExact(connectTimeout.toMillis()));
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private Outcome certificate() throws IOException {
    String host = address.uri().getHost();
    try (Socket plain = connected();
        SSLSocket socket = (SSLSocket) sockets.createSocket(plain, host, plain.getPort(), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return Outcome.good(told(socket.getSession()));
    } catch (IOException e) {
      Connectivity known = Connectivity.of(e, settings);
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
