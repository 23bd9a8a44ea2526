package io.s3dl.fs;

import java.io.IOException;
import java.util.Optional;

/**
 * Makes, moves and removes files and directories, in whichever way the store has directories. Safe
 * for use by several threads.
 */
interface Tree {

  /**
   * Makes a directory and those above it.
   *
   * @throws org.apache.hadoop.fs.FileAlreadyExistsException if the path is a file
   * @throws org.apache.hadoop.fs.ParentNotDirectoryException if one above it is a file
   */
  void makeDirectories(String key, int mode) throws IOException;

  /**
   * Checks that a file can be made in a directory.
   *
   * @throws java.io.FileNotFoundException if there is no such directory
   * @throws org.apache.hadoop.fs.ParentNotDirectoryException if it is a file
   */
  void checkDirectory(String key) throws IOException;

  /**
   * Renames a file or directory to a name that is free, or replaces a file. The form is kept.
   *
   * @param target what there is under the new name now
   * @param replace whether that may be replaced, if it is a file, or an empty directory
   * @throws org.apache.hadoop.fs.FileAlreadyExistsException if there is something, or comes to be,
   *     that must not be replaced
   */
  void rename(Entry source, String newKey, Optional<Entry> target, boolean replace)
      throws IOException;

  /**
   * Deletes a file, or a directory with all below it. The root is never deleted, and neither is all
   * that is in it by one call.
   *
   * @return whether it is gone
   * @throws org.apache.hadoop.fs.PathIsNotEmptyDirectoryException if it has entries, and they are
   *     not to be deleted
   */
  boolean delete(Entry entry, boolean recursive) throws IOException;

  /** Deletes a file, if it is still the one that was found; another one stays. */
  void deleteFile(Entry file) throws IOException;
}
