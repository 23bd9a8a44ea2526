package io.s3dl.store.s3;

import io.s3dl.store.FlatStore;
import io.s3dl.store.FlatStoreContract;
import org.junit.ClassRule;

/** What stores promise, on S3Proxy. */
public class S3ProxyStoreTest extends FlatStoreContract {

  @ClassRule public static final EmbeddedS3 SERVER = new EmbeddedS3();

  @Override
  protected FlatStore openStore() {
    return S3Stores.open(SERVER.server());
  }
}
