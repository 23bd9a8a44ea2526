package io.s3dl.store.s3;

import io.s3dl.store.FlatStore;
import io.s3dl.store.FlatStoreContract;

/** What stores promise, on Ceph's gateway. */
public class RgwStoreTest extends FlatStoreContract {

  @Override
  protected FlatStore openStore() {
    return S3Stores.open(CephRgw.server());
  }
}
