package io.s3dl.store.s3;

import io.s3dl.store.FlatStore;
import io.s3dl.store.FlatStoreContract;
import io.s3dl.store.s3.S3Connections.PayloadSigning;

/** What stores promise, on Ceph's gateway, with contents that are not signed. */
public class RgwUnsignedTest extends FlatStoreContract {

  @Override
  protected FlatStore openStore() {
    return S3Stores.open(CephRgw.server(), PayloadSigning.NEVER);
  }
}
