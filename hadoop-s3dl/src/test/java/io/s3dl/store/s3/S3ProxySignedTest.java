package io.s3dl.store.s3;

import io.s3dl.store.FlatStore;
import io.s3dl.store.FlatStoreContract;
import io.s3dl.store.s3.S3Connections.PayloadSigning;
import org.junit.ClassRule;

/** What stores promise, on S3Proxy, with contents that are signed though they have a CRC32C. */
public class S3ProxySignedTest extends FlatStoreContract {

  @ClassRule public static final EmbeddedS3 SERVER = new EmbeddedS3();

  @Override
  protected FlatStore openStore() {
    return S3Stores.open(SERVER.server(), PayloadSigning.ALWAYS);
  }
}
