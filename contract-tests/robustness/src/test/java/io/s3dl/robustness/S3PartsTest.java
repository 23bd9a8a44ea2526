package io.s3dl.robustness;

/** Parts of files on S3Proxy. */
public class S3PartsTest extends RemotePartsContract {

  public S3PartsTest(boolean compressed) {
    super(RemoteStore.S3, compressed);
  }
}
