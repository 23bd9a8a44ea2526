package io.s3dl.bench.work;

import io.s3dl.bench.remote.AzureService;
import io.s3dl.bench.remote.RemoteServer;
import io.s3dl.bench.remote.RemoteStore;
import io.s3dl.bench.remote.RemoteStores;
import io.s3dl.bench.remote.S3Service;
import io.s3dl.bench.remote.SlowLink;
import java.io.IOException;
import java.net.URI;

/** Stores for tests of workloads. */
final class TestStores {

  private TestStores() {}

  /** None: for workloads that need none. */
  static RemoteStores none() {
    return new RemoteStores(missing(), missing());
  }

  /** With an S3 server that runs already. */
  static RemoteStores given(S3Service server, ClassLoader s3a) {
    return new RemoteStores(running(server, s3a), missing());
  }

  /** With an emulator of Azure that runs already. */
  static RemoteStores given(AzureService server, ClassLoader abfs) {
    return new RemoteStores(missing(), running(server, abfs));
  }

  private static <S extends RemoteServer> RemoteStore<S> missing() {
    return new RemoteStore<>(
        () -> {
          throw new IOException("No store is needed here");
        },
        to -> {
          throw new IOException("No link is needed here");
        },
        TestStores.class.getClassLoader());
  }

  /** With both links the same: a slow one would only take its time. */
  private static <S extends RemoteServer> RemoteStore<S> running(S server, ClassLoader peer) {
    return new RemoteStore<>(() -> server, Undelayed::new, peer);
  }

  private record Undelayed(URI endpoint) implements SlowLink {

    @Override
    public String description() {
      return "no slower than the direct one";
    }

    @Override
    public void close() {
      // There is nothing of its own.
    }
  }
}
