package io.s3dl.robustness;

/** A file of 1 GiB, which Azurite keeps in its memory. */
public class AzureUploadLargeTest extends RemoteUploadContract {

  public AzureUploadLargeTest() {
    super(1L << 30);
  }

  @Override
  Place newPlace(String prefix) throws Exception {
    return RemoteStore.AZURE.newPlace(prefix);
  }
}
