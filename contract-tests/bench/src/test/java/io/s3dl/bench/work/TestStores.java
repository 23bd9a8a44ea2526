package io.s3dl.bench.work;

import io.s3dl.bench.remote.GivenSlowLink;
import io.s3dl.bench.remote.RemoteStore;
import io.s3dl.harness.S3Server;
import java.io.IOException;

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

  /** One that runs already, with both links the same. */
  static RemoteStore given(S3Server server, ClassLoader s3a) {
    return new RemoteStore(() -> server, GivenSlowLink::new, s3a);
  }
}
