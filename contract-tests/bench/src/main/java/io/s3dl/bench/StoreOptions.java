package io.s3dl.bench;

import io.s3dl.bench.remote.AzureService;
import io.s3dl.bench.remote.RemoteStore;
import io.s3dl.bench.remote.RemoteStores;
import io.s3dl.bench.remote.S3Service;
import io.s3dl.bench.remote.ShapedLink;
import io.s3dl.harness.Azurite;
import io.s3dl.harness.CephRgw;
import io.s3dl.harness.S3Server;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which stores the workloads that need one run against. */
final class StoreOptions {

  private static final String ACCESS_KEY = "S3DL_BENCH_ACCESS_KEY";
  private static final String SECRET_KEY = "S3DL_BENCH_SECRET_KEY";

  @Option(
      names = "--s3",
      paramLabel = "URL",
      description =
          "The S3 server; a bucket is made there and removed. Its keys are taken from the"
              + " environment: "
              + ACCESS_KEY
              + " and "
              + SECRET_KEY
              + ". Without it, Ceph's gateway is started.")
  private Optional<URI> server = Optional.empty();

  @Option(
      names = "--s3-kind",
      paramLabel = "KIND",
      defaultValue = "rgw",
      description =
          "What it is, as fs.s3dl.s3.store has it: aws, rgw, minio, s3proxy, other (default:"
              + " ${DEFAULT-VALUE}).")
  private String kind;

  /**
   * The stores; nothing is started before a workload asks for it.
   *
   * @param s3a the classes of S3A
   * @param abfs the classes of ABFS
   */
  RemoteStores open(ClassLoader s3a, ClassLoader abfs) {
    return new RemoteStores(
        new RemoteStore<>(() -> new S3Service(server()), ShapedLink::start, s3a),
        new RemoteStore<>(StoreOptions::azure, ShapedLink::start, abfs));
  }

  /** The emulator: a real account would be charged, and its key would have to be told. */
  private static AzureService azure() throws IOException {
    Azurite emulator = Azurite.shared();
    if (!emulator.whyNot().isEmpty()) {
      throw new IOException(emulator.whyNot());
    }
    return new AzureService(emulator);
  }

  private S3Server server() throws IOException {
    if (server.isPresent()) {
      return new S3Server(kind, server.get(), environment(ACCESS_KEY), environment(SECRET_KEY));
    }
    CephRgw gateway = CephRgw.shared();
    if (!gateway.whyNot().isEmpty()) {
      throw new IOException(gateway.whyNot() + "; or name another S3 server with --s3");
    }
    return gateway.server();
  }

  private static String environment(String name) throws IOException {
    String value = System.getenv(name);
    if (value == null) {
      throw new IOException("The environment must have " + name);
    }
    return value;
  }
}
