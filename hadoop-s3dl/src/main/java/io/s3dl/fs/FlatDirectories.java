package io.s3dl.fs;

import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectPage;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The directories of a store that has none: each is what keys have in common, or an empty object
 * under its name with a slash behind it, its marker. A marker stays when files are made beside it;
 * one is put where the last entry of a directory goes. Safe for use by several threads.
 */
final class FlatDirectories {

  /** What other tools too give the markers that they make. */
  private static final String CONTENT_TYPE = "application/x-directory";

  private final FlatStore store;
  private final boolean keepsParents;

  /**
   * Creates it.
   *
   * @param keepsParents whether a directory whose last entry goes stays, which costs a request
   */
  FlatDirectories(FlatStore store, boolean keepsParents) {
    this.store = store;
    this.keepsParents = keepsParents;
  }

  /**
   * The beginning of what a directory has.
   *
   * @param marker its own marker
   * @param page what was listed, the marker with it
   */
  record Beginning(Optional<ObjectInfo> marker, ObjectPage page) {

    /** Whether there is something in the directory, or the store has not said all of it. */
    boolean hasEntries() {
      return page.entries().size() > (marker.isPresent() ? 1 : 0) || !page.complete();
    }

    /** Whether there are directories among what was listed. */
    boolean hasDirectories() {
      return page.entries().stream().filter(ObjectInfo::directory).count()
          > (marker.isPresent() ? 1 : 0);
    }
  }

  /**
   * Looks into a directory, with one request; with a second one if it has no marker, and the store
   * may have something else in its place, which then counts as the marker.
   */
  Beginning beginningOf(String key, int most) throws IOException {
    ObjectPage page = store.first(Keys.prefix(key), most);
    Optional<ObjectInfo> marker =
        page.entries().stream()
            .filter(info -> info.directory() && info.key().equals(key))
            .findFirst();
    if (marker.isPresent() || key.isEmpty() || !store.hasOtherMarker(key)) {
      return new Beginning(marker, page);
    }
    ObjectInfo other = new ObjectInfo(key, true, 0, 0, Optional.empty(), Optional.empty());
    List<ObjectInfo> entries = new ArrayList<>(List.of(other));
    entries.addAll(page.entries());
    return new Beginning(Optional.of(other), new ObjectPage(List.copyOf(entries), page.complete()));
  }

  /** Puts a directory's marker. */
  void mark(String key) throws IOException {
    Upload marker =
        store.startUpload(
            Keys.prefix(key),
            WriteOptions.replacing().withHeaders(Optional.of(CONTENT_TYPE), Map.of()));
    boolean made = false;
    try {
      marker.put(ByteBuffer.allocateDirect(0), WrittenBytes.of(0));
      made = true;
    } finally {
      if (!made) {
        marker.abort();
      }
    }
  }

  /**
   * After something has gone: lets the directory it was in exist, if nothing else is left of that.
   * It is looked at afterwards, so that of two that remove its last two entries one sees that it is
   * empty. Whoever dies right before leaves no empty directory; no file is lost by that.
   */
  void keepParentOf(String key) throws IOException {
    String parent = Keys.parent(key);
    if (keepsParents
        && !parent.isEmpty()
        && store.first(Keys.prefix(parent), 1).entries().isEmpty()
        && !store.hasOtherMarker(parent)) {
      mark(parent);
    }
  }
}
