package io.s3dl.robustness;

import io.s3dl.harness.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.rules.ExternalResource;

/** A place with many objects, for all tests of a class. */
final class FilledPlace extends ExternalResource {

  private final RemoteStore store;
  private final String format;
  private final int objects;
  private Place place;

  /**
   * Fills it before the first test.
   *
   * @param format of keys, which get the objects' numbers
   */
  FilledPlace(RemoteStore store, String format, int objects) {
    this.store = store;
    this.format = format;
    this.objects = objects;
  }

  @Override
  protected void before() throws Exception {
    place = store.newPlace("filled");
    for (int i = 0; i < objects; i++) {
      place.put(format.formatted(i), new byte[] {1});
    }
  }

  @Override
  protected void after() {
    try {
      place.drop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Place place() {
    return place;
  }

  /** The place, by the way through a proxy. */
  Place through(FaultProxy proxy) {
    return place.through(proxy.endpoint());
  }
}
