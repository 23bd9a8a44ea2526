package io.s3dl.engine.spark;

import org.junit.ClassRule;

/** On a disk, through the page cache. */
public class FiledlTest extends MainContract {

  @ClassRule public static final Place PLACE = Place.filedl();

  @Override
  Place place() {
    return PLACE;
  }
}
