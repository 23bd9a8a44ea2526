package io.s3dl.robustness;

import static org.junit.Assume.assumeTrue;

import io.s3dl.harness.CephRgw;

/** A file of 5 GiB, on Ceph's gateway. */
public class S3UploadLargeTest extends RemoteUploadContract {

  public S3UploadLargeTest() {
    super(5L << 30);
  }

  @Override
  Place newPlace(String prefix) throws Exception {
    CephRgw ceph = CephRgw.shared();
    assumeTrue(ceph.whyNot(), ceph.server() != null);
    return new S3Place(ceph.server().newBucket(prefix));
  }
}
