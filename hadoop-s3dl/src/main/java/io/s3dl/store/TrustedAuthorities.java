package io.s3dl.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whom a connection trusts, if not those whom Java does. */
public final class TrustedAuthorities {

  private TrustedAuthorities() {}

  /**
   * Makes sockets that trust them.
   *
   * @param trusted null for those whom Java trusts
   */
  public static SSLSocketFactory sockets(TrustManager[] trusted) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trusted, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("This Java has no TLS", e);
    }
  }

  /**
   * Trusts the certificates of a file.
   *
   * @param setting what names the file, for messages
   * @throws IOException if the file cannot be read or has none
   */
  public static TrustManager[] in(Path file, String setting) throws IOException {
    try (InputStream pem = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
      if (number == 0) {
        throw new IOException("There is no certificate in it");
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw new IOException(
          "Error reading " + file + " (" + setting + ", certificates in PEM): " + e, e);
    }
  }
}
