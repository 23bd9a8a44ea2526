package io.s3dl.fs;

import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Moves by a copy inside the store; the source is deleted after it. */
final class FlatMover implements Mover {

  private final FlatStore store;

  FlatMover(FlatStore store) {
    this.store = store;
  }

  @Override
  public ObjectInfo move(ObjectInfo object, String newKey, boolean replace) throws IOException {
    ObjectInfo copy = store.copy(object, newKey, !replace);
    Map<String, IOException> failures = store.delete(List.of(object.key()));
    if (!failures.isEmpty()) {
      throw failures.values().iterator().next();
    }
    return copy;
  }
}
