package io.s3dl.robustness;

/** Streams to Azurite, which keeps in its memory for some time what has been deleted. */
public class AzureMemoryTest extends RemoteMemoryContract {

  public AzureMemoryTest(boolean compressed) {
    super(compressed, 6 << 20);
  }

  @Override
  Place newPlace(String prefix) throws Exception {
    return RemoteStore.AZURE.newPlace(prefix);
  }
}
