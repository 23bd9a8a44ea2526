package io.s3dl.fs;

import java.io.IOException;
import java.util.Optional;

/**
 * Looks for what stands behind a logical key, in whichever way costs least with the store. Safe for
 * use by several threads.
 */
interface Finder {

  /**
   * What there is, if there is something. Errors of the store are thrown, never "nothing". A file
   * that is overwritten all the time, be it in another form, is found all the same.
   */
  Optional<Entry> find(String key, Need need) throws IOException;

  /** The file in its most likely form, if it is worth a request of its own to look for that. */
  default Optional<Entry> likely(String key, Need need) throws IOException {
    return Optional.empty();
  }

  /** Whether there is a directory of exactly this name, be it hidden by a file or not. */
  boolean isDirectory(String key) throws IOException;

  /** All that a name stands for, as far as a new file of that name has to know before it is. */
  Standing standing(String key) throws IOException;
}
