package io.s3dl.robustness;

/** Rivals on S3Proxy. */
public class S3RivalsTest extends RemoteRivalsContract {

  public S3RivalsTest(boolean compressed) {
    super(RemoteStore.S3, compressed);
  }
}
