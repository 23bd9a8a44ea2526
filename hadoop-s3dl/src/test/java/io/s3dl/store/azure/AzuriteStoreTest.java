package io.s3dl.store.azure;

import io.s3dl.store.FlatStore;
import io.s3dl.store.FlatStoreContract;
import java.io.IOException;

/** What stores promise, on Azurite. */
public class AzuriteStoreTest extends FlatStoreContract {

  @Override
  protected FlatStore openStore() throws IOException {
    return AzureStores.open();
  }

  @Override
  protected boolean discardsUploads() {
    return false;
  }

  @Override
  protected boolean takesModeAtTheEnd() {
    return true;
  }
}
