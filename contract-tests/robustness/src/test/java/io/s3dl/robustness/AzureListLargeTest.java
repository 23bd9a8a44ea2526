package io.s3dl.robustness;

import org.junit.After;

/** Listings of Azurite, which others use after this one. */
public class AzureListLargeTest extends RemoteListContract {

  private Place place;

  @Override
  Place newPlace(String prefix) throws Exception {
    place = RemoteStore.AZURE.newPlace(prefix);
    return place;
  }

  @After
  public void drop() throws Exception {
    if (place != null) {
      place.drop();
    }
  }
}
