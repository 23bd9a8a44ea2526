package io.s3dl.robustness;

/** Listings of Azurite. */
public class AzureListLargeTest extends RemoteListContract {

  @Override
  Place newPlace(String prefix) throws Exception {
    return RemoteStore.AZURE.newPlace(prefix);
  }
}
