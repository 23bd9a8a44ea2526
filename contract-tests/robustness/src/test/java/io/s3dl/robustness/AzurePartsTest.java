package io.s3dl.robustness;

/** Parts of files on Azurite. */
public class AzurePartsTest extends RemotePartsContract {

  public AzurePartsTest(boolean compressed) {
    super(RemoteStore.AZURE, compressed);
  }
}
