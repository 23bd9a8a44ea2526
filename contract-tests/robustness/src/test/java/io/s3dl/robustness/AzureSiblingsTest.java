package io.s3dl.robustness;

import org.junit.ClassRule;

/** Directories on Azurite. */
public class AzureSiblingsTest extends RemoteSiblingsContract {

  @ClassRule public static final FilledPlace SIBLINGS = siblings(RemoteStore.AZURE);

  public AzureSiblingsTest(boolean compressed) {
    super(RemoteStore.AZURE, SIBLINGS, compressed);
  }
}
