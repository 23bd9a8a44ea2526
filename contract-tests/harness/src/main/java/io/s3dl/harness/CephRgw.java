package io.s3dl.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Ceph's RADOS gateway, a production server, through {@code contract-tests/servers/ceph-rgw.sh}. A
 * build that has started one already names it in {@code S3DL_RGW_ENDPOINT}; otherwise one is
 * started for this JVM, and ends with it.
 */
public final class CephRgw {

  /** The address of a gateway that runs already. */
  public static final String ENDPOINT = "S3DL_RGW_ENDPOINT";

  /** What a build must not skip, separated by commas. */
  public static final String REQUIRED = "S3DL_REQUIRE";

  private static final String NAME = "rgw";
  private static final String ACCESS_KEY = "s3dl-access";
  private static final String SECRET_KEY = "s3dl-secret-of-loopback";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final S3Server server;
  private final URI tlsEndpoint;
  private final Path certificate;
  private final String whyNot;

  private CephRgw(S3Server server, URI tlsEndpoint, Path certificate, String whyNot) {
    this.server = server;
    this.tlsEndpoint = tlsEndpoint;
    this.certificate = certificate;
    this.whyNot = whyNot;
  }

  /** The one that this JVM uses, started at the first call. */
  public static CephRgw shared() {
    return Shared.INSTANCE;
  }

  /**
   * The gateway, or null where none can be had.
   *
   * @throws AssertionError if none can be had but {@code S3DL_REQUIRE} contains rgw
   */
  public S3Server server() {
    if (server == null && required()) {
      throw new AssertionError(whyNot + "; and " + REQUIRED + " contains " + NAME);
    }
    return server;
  }

  /** One line: why there is no gateway, and how to get one. */
  public String whyNot() {
    return whyNot;
  }

  /** The same gateway with TLS; null if it has none. */
  public URI tlsEndpoint() {
    return tlsEndpoint;
  }

  /** The certificate, in PEM, that TLS clients have to trust; null if there is none. */
  public Path certificate() {
    return certificate;
  }

  /** Whether a missing gateway is a failure. */
  public static boolean required() {
    String names = System.getenv().getOrDefault(REQUIRED, "");
    return List.of(names.split("[ ,]+", -1)).contains(NAME);
  }

  private static CephRgw find(Map<String, String> environment) {
    String endpoint = environment.get(ENDPOINT);
    if (endpoint != null && !endpoint.isEmpty()) {
      String tls = environment.getOrDefault("S3DL_RGW_TLS_ENDPOINT", "");
      String trusted = environment.getOrDefault("S3DL_RGW_CERTIFICATE", "");
      return new CephRgw(
          new S3Server(
              NAME,
              URI.create(endpoint),
              environment.getOrDefault("S3DL_RGW_ACCESS_KEY", ACCESS_KEY),
              environment.getOrDefault("S3DL_RGW_SECRET_KEY", SECRET_KEY)),
          tls.isEmpty() ? null : URI.create(tls),
          trusted.isEmpty() ? null : Path.of(trusted),
          "");
    }
    try {
      return start();
    } catch (IOException e) {
      return new CephRgw(null, null, null, "The Ceph gateway did not start: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new CephRgw(null, null, null, "Interrupted while the Ceph gateway was starting");
    }
  }

  private static CephRgw start() throws IOException, InterruptedException {
    Path directory = ServerScript.newDirectory("s3dl-ceph-");
    // HTTP, TLS, and the monitor's, which takes the one after it as well.
    List<Integer> ports = ServerScript.freePorts(3);
    ServerScript.start(
        "ceph-rgw.sh",
        ENDPOINT,
        Map.of(
            "S3DL_RGW_DIR", directory.toString(),
            "S3DL_RGW_PORT", ports.get(0).toString(),
            "S3DL_RGW_TLS_PORT", ports.get(1).toString(),
            "S3DL_RGW_MON_PORT", ports.get(2).toString(),
            "S3DL_RGW_ACCESS_KEY", ACCESS_KEY,
            "S3DL_RGW_SECRET_KEY", SECRET_KEY,
            "S3DL_RGW_OWNER", ServerScript.THIS_PROCESS),
        PATIENCE);
    return new CephRgw(
        new S3Server(NAME, URI.create("http://127.0.0.1:" + ports.get(0)), ACCESS_KEY, SECRET_KEY),
        URI.create("https://localhost:" + ports.get(1)),
        directory.resolve("cert.pem"),
        "");
  }

  private static final class Shared {
    static final CephRgw INSTANCE = find(System.getenv());
  }
}
