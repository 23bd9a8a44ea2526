package io.s3dl.robustness;

import org.junit.ClassRule;

/** Directories on S3Proxy. */
public class S3SiblingsTest extends RemoteSiblingsContract {

  @ClassRule public static final FilledPlace SIBLINGS = siblings(RemoteStore.S3);

  public S3SiblingsTest(boolean compressed) {
    super(RemoteStore.S3, SIBLINGS, compressed);
  }
}
