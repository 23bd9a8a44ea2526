package io.s3dl.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A store that has directories of its own, and so moves whole trees and keeps owners, modes, times
 * and extended attributes by itself.
 */
public interface DirectoryStore extends ObjectStore, AttributeStore {

  /**
   * Makes a directory below an existing one.
   *
   * @param mode its permission bits
   * @throws java.nio.file.FileAlreadyExistsException if the key exists
   */
  void makeDirectory(String key, int mode) throws IOException;

  /**
   * Removes a directory that has no entries, with what dead writers may have left in it.
   *
   * @param abandonUploads whether what is being written in it, or may be, is lost, and its writers
   *     fail; if not, the directory is not empty
   * @throws java.nio.file.DirectoryNotEmptyException if it has some
   */
  void removeDirectory(String key, boolean abandonUploads) throws IOException;

  /**
   * What a directory has besides what {@link #list} tells. Not below it.
   *
   * @throws java.io.FileNotFoundException if there is no such directory
   */
  List<Leftover> leftovers(String directory) throws IOException;

  /**
   * Mends what a dead writer left, after another look: what is of no use is deleted, an object that
   * lost its name gets it back. What a writer that lives is about to publish is never touched, nor
   * is anything else.
   *
   * @param key one of {@link #leftovers}
   * @return what it was; empty if it is gone already
   */
  Optional<Leftover> settle(String key) throws IOException;

  /**
   * Renames an object or a directory with all below it, atomically.
   *
   * @param replace whether an object of the new name is replaced; a directory never is
   * @throws java.nio.file.FileAlreadyExistsException if the new name exists and is not to be
   *     replaced
   */
  void rename(String from, String to, boolean replace) throws IOException;

  /**
   * Gives an object one more name, which both then are until one of them is deleted or replaced.
   * Where the store cannot do that, it renames the object.
   *
   * @return whether the object has its first name still
   * @throws java.nio.file.FileAlreadyExistsException if the new name exists
   */
  boolean linkOrRename(String from, String to) throws IOException;

  /** The CRC32C that was recorded when the object was written and still holds, if any. */
  OptionalInt recordedCrc32c(String key) throws IOException;

  /** The bytes in use and the bytes in all of the disk that holds a key. */
  DiskSpace space(String key) throws IOException;

  /**
   * The room of a disk, in bytes.
   *
   * @param capacity in all
   * @param used taken
   * @param remaining free to this process
   */
  record DiskSpace(long capacity, long used, long remaining) {}
}
