package io.s3dl.fs;

import io.s3dl.store.FlatStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes, moves and removes files and directories over a store of keys alone; {@link
 * FlatDirectories} says what a directory is there. What moves or removes more than one object is
 * not atomic: whoever is killed meanwhile leaves every file whole under at least one name. Safe for
 * use by several threads.
 */
final class FlatTree implements Tree {

  private static final Logger LOG = LoggerFactory.getLogger(FlatTree.class);

  /** How much of a directory is listed before it is deleted. */
  private static final int PAGE = 1000;

  private final FlatStore store;
  private final Namespace namespace;
  private final FlatDirectories directories;
  private final Twins twins;
  private final FlatRename renames;
  private final Executor io;

  FlatTree(
      FlatStore store,
      Namespace namespace,
      FlatDirectories directories,
      Twins twins,
      FlatRename renames,
      Executor io) {
    this.store = store;
    this.namespace = namespace;
    this.directories = directories;
    this.twins = twins;
    this.renames = renames;
    this.io = io;
  }

  /** Makes one marker: the directories above exist by that. */
  @Override
  public void makeDirectories(String key, int mode) throws IOException {
    Optional<Entry> found = namespace.find(key, Need.DIRECTORY);
    if (found.isPresent() && found.get().isFile()) {
      throw new FileAlreadyExistsException("A file, not a directory: " + namespace.text(key));
    }
    if (found.isEmpty()) {
      checkNewDirectory(key);
      checkAbove(key);
      directories.mark(key);
    }
  }

  /** Looks upward as far as nothing is. */
  private void checkAbove(String key) throws IOException {
    Optional<Entry> found;
    String at = key;
    do {
      at = Keys.parent(at);
      found = namespace.find(at, Need.DIRECTORY);
    } while (found.isEmpty());
    if (found.get().isFile()) {
      throw new ParentNotDirectoryException("A file, not a directory: " + namespace.text(at));
    }
  }

  private void checkNewDirectory(String key) throws IOException {
    namespace.checkNewName(key);
    if (PathMapper.isPhysical(Keys.name(key))) {
      throw new PathIOException(
          namespace.text(key),
          "Names that end in " + PathMapper.SUFFIX + " are those of compressed files");
    }
  }

  @Override
  public void checkDirectory(String key) throws IOException {
    if (namespace.isDirectory(key)) {
      return;
    }
    Optional<Entry> found = namespace.find(key);
    if (found.isPresent() && found.get().isFile()) {
      throw new ParentNotDirectoryException("A file, not a directory: " + namespace.text(key));
    }
    // Its last entry may just have gone, and its marker not be there yet: so it is asked for again.
    if (found.isEmpty() && !namespace.isDirectory(key)) {
      throw new FileNotFoundException("No such file or directory: " + namespace.text(key));
    }
  }

  @Override
  public void rename(Entry source, String newKey, Optional<Entry> target, boolean replace)
      throws IOException {
    namespace.checkNewName(newKey);
    if (target.isPresent() && !replace) {
      throw new FileAlreadyExistsException("Exists already: " + namespace.text(newKey));
    }
    try {
      if (source.isDirectory()) {
        checkNewDirectory(newKey);
        renames.directory(source.key(), newKey, target.isPresent());
      } else {
        renames.file(source, newKey, target);
      }
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw (IOException)
          new FileAlreadyExistsException("Exists already: " + namespace.text(newKey)).initCause(e);
    }
    if (!Keys.isBelow(newKey, Keys.parent(source.key()))) {
      keepParentOf(source.key(), newKey);
    }
  }

  /** After a rename, which has succeeded whether or not this does; see {@link FlatMover}. */
  private void keepParentOf(String key, String newKey) {
    try {
      directories.keepParentOf(key);
    } catch (IOException e) {
      LOG.warn(
          "{} is now {}, but perhaps the directory {} is gone with it if that was all it had, since"
              + " the store could not be asked: make it again if it is needed",
          namespace.text(key),
          namespace.text(newKey),
          namespace.text(Keys.parent(key)),
          e);
    }
  }

  @Override
  public boolean delete(Entry entry, boolean recursive) throws IOException {
    if (entry.isFile()) {
      twins.deleteFile(entry);
      directories.keepParentOf(entry.key());
      return true;
    }
    String key = entry.key();
    FlatDirectories.Beginning beginning = directories.beginningOf(key, recursive ? PAGE : 2);
    if (!recursive && beginning.hasEntries()) {
      throw new PathIsNotEmptyDirectoryException(namespace.text(key));
    }
    if (key.isEmpty()) {
      return false;
    }
    new FlatDeletion(store, io, key, namespace).run(beginning);
    directories.keepParentOf(key);
    return true;
  }

  @Override
  public void deleteFile(Entry file) throws IOException {
    twins.deleteUnchanged(file);
    directories.keepParentOf(file.key());
  }
}
