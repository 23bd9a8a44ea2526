package io.s3dl.fs;

import org.apache.hadoop.fs.SafeModeAction;

/** What Hadoop's safe mode means here: while it is on, changes through one object are refused. */
final class SafeModes {

  private SafeModes() {}

  /** Does what is asked for and returns whether the mode is on. */
  static boolean set(KeyedFileSystem fileSystem, SafeModeAction action) {
    switch (action) {
      case ENTER -> fileSystem.setReadOnly(true);
      case LEAVE, FORCE_EXIT -> fileSystem.setReadOnly(false);
      case GET -> {
        // Asked only.
      }
    }
    return fileSystem.isReadOnly();
  }
}
