package io.s3dl.robustness;

import org.junit.Rule;

/** Listings of S3Proxy. */
public class S3ListLargeTest extends RemoteListContract {

  @Rule public final S3ServerProcess process = new S3ServerProcess();

  @Override
  Place newPlace(String prefix) throws Exception {
    return process.newPlace(prefix);
  }
}
