package io.s3dl.robustness;

import org.junit.ClassRule;

/** A network with faults before Azurite. */
public class AzureFaultsTest extends RemoteFaultsContract {

  @ClassRule public static final FilledPlace MANY = many(RemoteStore.AZURE);

  public AzureFaultsTest(Trouble trouble, boolean compressed) {
    super(RemoteStore.AZURE, MANY, trouble, compressed);
  }
}
