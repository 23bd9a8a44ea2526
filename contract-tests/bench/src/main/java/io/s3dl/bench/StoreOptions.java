package io.s3dl.bench;

import io.s3dl.bench.remote.RemoteStore;
import io.s3dl.bench.remote.S3aClasses;
import io.s3dl.bench.remote.ShapedLink;
import io.s3dl.harness.CephRgw;
import io.s3dl.harness.S3Server;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which S3 store the workloads that need one run against. */
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

  /** The store; nothing is started before a workload asks for it. */
  RemoteStore open(S3aClasses s3a) {
    return new RemoteStore(this::server, ShapedLink::start, s3a);
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
