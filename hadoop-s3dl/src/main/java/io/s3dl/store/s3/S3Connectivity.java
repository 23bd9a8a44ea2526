package io.s3dl.store.s3;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;

/**
 * Why a request has not been answered.
 *
 * @param said what was said of it
 * @param remedy what helps, beginning with a semicolon; may be empty
 * @param passes whether the same request may be answered later
 */
record S3Connectivity(String said, String remedy, boolean passes) {

  private static final String CHECK_ADDRESS =
      "; check fs.s3dl.s3.endpoint, fs.s3dl.s3.region, fs.s3dl.s3.proxy.host and the network";

  /** Tells from the exception and what caused it. */
  static S3Connectivity of(Exception failure) {
    String said = text(failure);
    for (Throwable at = failure; at != null; at = at.getCause()) {
      S3Connectivity known = known(at, said);
      if (known != null) {
        return known;
      }
    }
    boolean passes = failure instanceof RetryableException;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      // Whatever else is wrong with a connection or an answer's body, which may be cut off.
      passes |= at instanceof IOException || at instanceof XMLStreamException;
    }
    return new S3Connectivity(said, "", passes);
  }

  private static S3Connectivity known(Throwable at, String said) {
    if (at instanceof ApiCallTimeoutException || at instanceof ApiCallAttemptTimeoutException) {
      return new S3Connectivity(said, "; the time of a request is fs.s3dl.s3.call.timeout", true);
    }
    if (at instanceof UnknownHostException) {
      return new S3Connectivity("unknown host " + at.getMessage(), CHECK_ADDRESS, true);
    }
    if (at instanceof SSLPeerUnverifiedException
        || at instanceof CertificateException
        || at instanceof SSLHandshakeException) {
      return new S3Connectivity(
          said,
          "; if the store's certificate is from an authority that Java does not know, name that in"
              + " fs.s3dl.s3.tls.ca.file; the name in it must be that of fs.s3dl.s3.endpoint",
          certificateMayPass(at));
    }
    if (at instanceof SocketTimeoutException) {
      return new S3Connectivity(
          said, "; the time that a connection may be silent is fs.s3dl.s3.socket.timeout", true);
    }
    if (at instanceof ConnectException || at instanceof NoRouteToHostException) {
      return new S3Connectivity(said, CHECK_ADDRESS, true);
    }
    // By name, so that only the clients know which library speaks HTTP.
    if (at.getClass().getSimpleName().equals("ConnectionRequestTimeoutException")) {
      return new S3Connectivity(
          said,
          "; more streams are open than fs.s3dl.s3.connections.max, or they are not closed",
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
