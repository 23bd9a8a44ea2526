package io.s3dl.robustness;

/** What goes wrong for good before Azurite. */
public class AzureFailuresTest extends RemoteFailuresContract {

  public AzureFailuresTest(boolean compressed) {
    super(RemoteStore.AZURE, compressed);
  }
}
