package io.s3dl.robustness;

import org.junit.Rule;

/** Streams to S3Proxy. */
public class S3MemoryTest extends RemoteMemoryContract {

  @Rule public final S3ServerProcess process = new S3ServerProcess();

  public S3MemoryTest(boolean compressed) {
    super(compressed, 10 << 20);
  }

  @Override
  Place newPlace(String prefix) throws Exception {
    return process.newPlace(prefix);
  }
}
