package io.s3dl.robustness;

import org.junit.ClassRule;

/** A network with faults before S3Proxy. */
public class S3FaultsTest extends RemoteFaultsContract {

  @ClassRule public static final FilledPlace MANY = many(RemoteStore.S3);

  public S3FaultsTest(Trouble trouble, boolean compressed) {
    super(RemoteStore.S3, MANY, trouble, compressed);
  }
}
