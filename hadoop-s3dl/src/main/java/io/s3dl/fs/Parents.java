package io.s3dl.fs;

import java.io.IOException;

/** Sees to the directories above a new file. Safe for use by several threads. */
@FunctionalInterface
interface Parents {

  /**
   * Checks that a file can be made, or makes the directories that it needs.
   *
   * @param key the file's
   * @throws java.io.FileNotFoundException if its directory does not exist and is not to be made
   * @throws org.apache.hadoop.fs.ParentNotDirectoryException if there is a file above it
   */
  void prepare(String key, FileCreator.Request request) throws IOException;

  /** Parents that have to exist before something is made in them. */
  static Parents of(Tree tree) {
    return (key, request) -> {
      if (request.makeParents()) {
        tree.makeDirectories(Keys.parent(key), request.directoryMode());
      } else {
        tree.checkDirectory(Keys.parent(key));
      }
    };
  }
}
