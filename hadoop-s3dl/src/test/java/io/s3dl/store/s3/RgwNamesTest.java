package io.s3dl.store.s3;

import io.s3dl.store.FlatStore;
import io.s3dl.store.FlatStoreNamesContract;

/** What stores promise, on Ceph's gateway. */
public class RgwNamesTest extends FlatStoreNamesContract {

  @Override
  protected FlatStore openStore() {
    return S3Stores.open(CephRgw.server());
  }
}
