package io.s3dl.robustness;

/** Rivals on Azurite. */
public class AzureRivalsTest extends RemoteRivalsContract {

  public AzureRivalsTest(boolean compressed) {
    super(RemoteStore.AZURE, compressed);
  }
}
