package io.s3dl.fs;

import java.util.Optional;

/** A status that remembers what it was made from. */
interface FoundEntry {

  /** What was found, unless the status has been through serialization. */
  Optional<Entry> entry();
}
