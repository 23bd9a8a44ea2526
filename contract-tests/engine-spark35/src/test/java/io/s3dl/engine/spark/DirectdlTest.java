package io.s3dl.engine.spark;

import org.junit.ClassRule;

/** On a disk, past the page cache. */
public class DirectdlTest extends MainContract {

  @ClassRule public static final Place PLACE = Place.directdl();

  @Override
  Place place() {
    return PLACE;
  }
}
