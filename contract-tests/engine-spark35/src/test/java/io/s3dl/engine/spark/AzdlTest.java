package io.s3dl.engine.spark;

import org.junit.ClassRule;

/** On Azure Blob Storage, of which Azurite is the emulator. */
public class AzdlTest extends MainContract {

  @ClassRule public static final Place PLACE = Place.azdl();

  @Override
  Place place() {
    return PLACE;
  }
}
