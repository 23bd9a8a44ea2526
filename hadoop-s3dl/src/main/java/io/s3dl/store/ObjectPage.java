package io.s3dl.store;

import java.util.List;

/**
 * The beginning of a listing.
 *
 * @param entries in the order of the store
 * @param complete whether there are no more
 */
public record ObjectPage(List<ObjectInfo> entries, boolean complete) {

  public ObjectPage {
    entries = List.copyOf(entries);
  }
}
