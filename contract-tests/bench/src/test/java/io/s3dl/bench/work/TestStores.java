package io.s3dl.bench.work;

import io.s3dl.bench.remote.RemoteStore;
import io.s3dl.bench.remote.SlowLink;
import io.s3dl.harness.S3Server;
import java.io.IOException;
import java.net.URI;

/** Stores for tests of workloads. */
final class TestStores {

  private TestStores() {}

  /** None: for workloads that need none. */
  static RemoteStore none() {
    return new RemoteStore(
        () -> {
          throw new IOException("No store is needed here");
        },
        to -> {
          throw new IOException("No link is needed here");
        },
        TestStores.class.getClassLoader());
  }

  /** One that runs already, with both links the same: a slow one would only take its time. */
  static RemoteStore given(S3Server server, ClassLoader s3a) {
    return new RemoteStore(() -> server, Undelayed::new, s3a);
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
