package io.s3dl.store;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.xml.stream.XMLStreamException;

/**
 * Why a request has not been answered.
 *
 * @param said what was said of it
 * @param remedy what helps, beginning with a semicolon; may be empty
 * @param passes whether the same request may be answered later
 */
public record Connectivity(String said, String remedy, boolean passes) {

  /**
   * What the settings of a store are called, for what helps.
   *
   * @param prefix what all of them begin with, such as {@code fs.s3dl.s3.}
   * @param address those that tell where it is, after the prefix
   */
  public record Settings(String prefix, List<String> address) {

    String check() {
      return address.stream().map(prefix::concat).collect(Collectors.joining(", ", "; check ", ""))
          + " and the network";
    }
  }

  /** Tells from the exception and what caused it. */
  public static Connectivity of(Exception failure, Settings settings) {
    return of(failure, settings, false);
  }

  /**
   * The same.
   *
   * @param passing whether the failure is one of those that pass, unless its cause says otherwise
   */
  public static Connectivity of(Exception failure, Settings settings, boolean passing) {
    String said = text(failure);
    for (Throwable at = failure; at != null; at = at.getCause()) {
      Connectivity known = known(at, said, settings);
      if (known != null) {
        return known;
      }
    }
    boolean passes = passing;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      // Whatever else is wrong with a connection or an answer's body, which may be cut off.
      passes |= at instanceof IOException || at instanceof XMLStreamException;
    }
    return new Connectivity(said, "", passes);
  }

  private static Connectivity known(Throwable at, String said, Settings settings) {
    String kind = at.getClass().getSimpleName();
    // By name, so that only the clients know which library speaks HTTP.
    if (kind.equals("ApiCallTimeoutException") || kind.equals("ApiCallAttemptTimeoutException")) {
      return new Connectivity(
          said, "; the time of a request is " + settings.prefix() + "call.timeout", true);
    }
    if (at instanceof UnknownHostException) {
      return new Connectivity("unknown host " + at.getMessage(), settings.check(), true);
    }
    if (at instanceof SSLPeerUnverifiedException
        || at instanceof CertificateException
        || at instanceof SSLHandshakeException) {
      return new Connectivity(
          said,
          "; if the store's certificate is from an authority that Java does not know, name that in "
              + settings.prefix()
              + "tls.ca.file; the name in it must be that of "
              + settings.prefix()
              + "endpoint",
          certificateMayPass(at));
    }
    if (at instanceof SocketTimeoutException) {
      return new Connectivity(
          said,
          "; the time that a connection may be silent is " + settings.prefix() + "socket.timeout",
          true);
    }
    if (at instanceof ConnectException || at instanceof NoRouteToHostException) {
      return new Connectivity(said, settings.check(), true);
    }
    if (kind.equals("ConnectionRequestTimeoutException")) {
      return new Connectivity(
          said,
          "; more streams are open than "
              + settings.prefix()
              + "connections.max, or they are not closed",
          true);
    }
    return null;
  }

  /** A handshake that broke is not one that was refused. */
  private static boolean certificateMayPass(Throwable at) {
    if (at instanceof SSLPeerUnverifiedException || at instanceof CertificateException) {
      return false;
    }
    for (Throwable cause = at.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return false;
      }
    }
    return at.getCause() instanceof IOException;
  }

  /** The SDK's own texts often say no more than that there is a cause. */
  private static String text(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String message = at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
      if (text.indexOf(message) < 0) {
        text.append(text.length() == 0 ? "" : ": ").append(message);
      }
    }
    return text.toString();
  }
}
