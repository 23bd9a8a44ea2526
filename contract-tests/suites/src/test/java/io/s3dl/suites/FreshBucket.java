package io.s3dl.suites;

import static org.junit.Assume.assumeTrue;

import io.s3dl.harness.CephRgw;
import io.s3dl.harness.EmbeddedS3;
import io.s3dl.harness.S3Bucket;
import io.s3dl.harness.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A fresh bucket of a server on loopback, which goes with all that is in it. */
final class FreshBucket implements Confinement {

  private static final String ENDPOINT = "s3dl.test.endpoint";
  private static final String ACCESS_KEY = "s3dl.test.access.key";
  private static final String SECRET_KEY = "s3dl.test.secret.key";

  private static final String TRUST_STORE_PASSWORD = "no secret";

  private final SuiteTarget target;
  private S3Bucket bucket;

  FreshBucket(SuiteTarget target) {
    this.target = target;
  }

  @Override
  public void begin(Path directory) throws IOException {
    S3Server server = server();
    // First of all: the JVM reads which certificates it trusts once, with its first HTTP client.
    URI endpoint = endpoint(server, directory);
    try {
      bucket = server.newBucket("suites");
    } catch (InterruptedException e) {
      throw Loopback.interrupted(e);
    }
    System.setProperty(ENDPOINT, endpoint.toString());
    System.setProperty(ACCESS_KEY, server.accessKey());
    System.setProperty(SECRET_KEY, server.secretKey());
    System.setProperty(Loopback.NAME, bucket.name());
  }

  private S3Server server() throws IOException {
    if (target.server().equals("s3proxy")) {
      return EmbeddedS3.shared();
    }
    CephRgw ceph = CephRgw.shared();
    S3Server server = ceph.server();
    assumeTrue(ceph.whyNot(), server != null);
    return server;
  }

  /**
   * Where the scheme under test finds the server. Without TLS, S3A's SDK signs each chunk of what
   * it sends, and Ceph refuses an empty object that is sent so: S3A takes the port with TLS.
   */
  private URI endpoint(S3Server server, Path directory) throws IOException {
    CephRgw ceph = target.server().equals("rgw") ? CephRgw.shared() : null;
    if (ceph == null || target.scheme().equals("s3dl") || ceph.tlsEndpoint() == null) {
      return server.endpoint();
    }
    Path trusted = directory.resolve("trusted.p12");
    try (InputStream certificate = Files.newInputStream(ceph.certificate());
        OutputStream out = Files.newOutputStream(trusted)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "rgw", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
      store.store(out, TRUST_STORE_PASSWORD.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IOException("The certificate " + ceph.certificate() + " cannot be used", e);
    }
    System.setProperty("javax.net.ssl.trustStore", trusted.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", TRUST_STORE_PASSWORD);
    return ceph.tlsEndpoint();
  }

  @Override
  public void prove() throws IOException {
    Configuration conf = new Configuration();
    requireConfined(conf);
    Loopback.prove(target, conf, bucket::keys);
  }

  @Override
  public void requireConfined(Configuration conf) {
    Loopback.require(target, conf);
  }

  /** S3A is measured, not judged: what it leaves is its own. */
  @Override
  public List<String> leftovers() throws IOException {
    if (!target.scheme().equals("s3dl")) {
      return List.of();
    }
    try {
      return bucket.unfinishedUploads().stream().map(key -> "upload of " + key).toList();
    } catch (InterruptedException e) {
      throw Loopback.interrupted(e);
    }
  }

  @Override
  public void end() throws IOException {
    Loopback.end(bucket == null ? () -> {} : bucket::drop);
  }
}
