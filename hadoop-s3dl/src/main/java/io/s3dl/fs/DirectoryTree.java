package io.s3dl.fs;

import io.s3dl.store.DirectoryStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;

/**
 * Makes, moves and removes files and directories over a store that has directories of its own. Safe
 * for use by several threads.
 */
final class DirectoryTree implements Tree {

  private final DirectoryStore store;
  private final Namespace namespace;
  private final Twins twins;
  private final RawCopies rawCopies;
  private final DirectoryContinuations continuations;

  DirectoryTree(
      DirectoryStore store,
      Namespace namespace,
      Twins twins,
      RawCopies rawCopies,
      DirectoryContinuations continuations) {
    this.continuations = continuations;
    this.store = store;
    this.namespace = namespace;
    this.twins = twins;
    this.rawCopies = rawCopies;
  }

  @Override
  public void makeDirectories(String key, int mode) throws IOException {
    List<String> missing = new ArrayList<>();
    for (String at = key; ; at = Keys.parent(at)) {
      Optional<Entry> found = namespace.find(at);
      if (found.isEmpty()) {
        if (at.isEmpty()) {
          throw new FileNotFoundException(Namespace.NO_ROOT);
        }
        missing.add(at);
        continue;
      }
      if (found.get().isFile()) {
        throw at.equals(key)
            ? new FileAlreadyExistsException("A file, not a directory: /" + at)
            : new ParentNotDirectoryException("A file, not a directory: /" + at);
      }
      break;
    }
    for (int i = missing.size() - 1; i >= 0; i--) {
      makeDirectory(missing.get(i), mode);
    }
  }

  private void makeDirectory(String key, int mode) throws IOException {
    checkNewDirectory(key);
    try {
      store.makeDirectory(key, mode);
    } catch (java.nio.file.FileAlreadyExistsException e) {
      if (!namespace.get(key).isDirectory()) { // another made the same directory: as wanted
        throw e;
      }
    }
  }

  private void checkNewDirectory(String key) throws IOException {
    namespace.checkNewName(key);
    if (PathMapper.isPhysical(Keys.name(key))) {
      throw new PathIOException(
          "/" + key, "Names that end in " + PathMapper.SUFFIX + " are those of compressed files");
    }
  }

  @Override
  public void checkDirectory(String key) throws IOException {
    if (!namespace.get(key).isDirectory()) {
      throw new ParentNotDirectoryException("A file, not a directory: /" + key);
    }
  }

  @Override
  public void rename(Entry source, String newKey, Optional<Entry> target, boolean replace)
      throws IOException {
    namespace.checkNewName(newKey);
    try {
      if (source.isDirectory()) {
        renameDirectory(source, newKey, target, replace);
      } else {
        renameFile(source, newKey, target, replace);
      }
      continuations.renamed(source.key(), newKey);
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw (IOException) new FileAlreadyExistsException("Exists already: /" + newKey).initCause(e);
    }
  }

  private void renameDirectory(Entry source, String newKey, Optional<Entry> target, boolean replace)
      throws IOException {
    checkNewDirectory(newKey);
    if (target.isPresent() && replace) {
      removeEmptyDirectory(newKey);
    }
    store.rename(source.physicalKey(), newKey, false);
  }

  private void renameFile(Entry source, String newKey, Optional<Entry> target, boolean replace)
      throws IOException {
    boolean free = target.isEmpty();
    if (!free && !replace) {
      throw new FileAlreadyExistsException("Exists already: /" + newKey);
    }
    if (PathMapper.isPhysical(Keys.name(newKey))) {
      if (source.isCompressed()) {
        throw new PathIOException(
            "/" + newKey, "Names that end in " + PathMapper.SUFFIX + " are those of stored bytes");
      }
      twins.removeLosing(source);
      rawCopies.move(source.info(), newKey, replace);
      return;
    }
    Form form = source.form();
    try (Twins.Replaced other = twins.otherBefore(newKey, form, replace)) {
      twins.removeLosing(source);
      move(source, newKey, target, other);
    }
  }

  private void move(Entry source, String newKey, Optional<Entry> target, Twins.Replaced other)
      throws IOException {
    boolean overCompressed =
        source.form() == Form.PLAIN && target.isPresent() && target.get().isCompressed();
    try {
      if (overCompressed && !source.info().symlink()) {
        replaceCompressed(source, target.get(), other);
      } else {
        String physicalKey = PathMapper.physical(newKey, source.form());
        store.rename(source.physicalKey(), physicalKey, target.isPresent());
        other.remove();
      }
    } catch (IOException e) {
      if (other.isPresent()) {
        takeBack(source, newKey, e);
      }
      throw e;
    }
  }

  /**
   * After a rename that failed: takes the new name from a file that is hidden there by the other
   * form of what it was to replace, and gives it its first one if it has lost that.
   */
  private void takeBack(Entry source, String newKey, IOException failure) {
    try {
      Form form = source.form();
      Optional<ObjectInfo> moved = namespace.formOf(newKey, form);
      if (!isSource(moved, source) || namespace.get(newKey).form() == form) {
        return;
      }
      Optional<ObjectInfo> first = namespace.formOf(source.key(), form);
      if (first.isEmpty()) {
        store.rename(moved.get().key(), source.physicalKey(), false);
      } else if (isSource(first, source)) {
        twins.remove(moved.get());
      } else { // only the hidden one has the content
        failure.addSuppressed(
            new PathIOException(
                "/" + source.key(),
                "Another writer has made this name anew; the file that had it is now stored as /"
                    + moved.get().key()
                    + ", hidden by the other form of that name"));
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static boolean isSource(Optional<ObjectInfo> found, Entry source) {
    Optional<String> etag = source.info().etag();
    return etag.isPresent() && found.isPresent() && found.get().etag().equals(etag);
  }

  /**
   * Renames a plain file over a compressed one, which hides it until it is removed. Were the plain
   * file renamed before that, a process killed in between would have lost it, and if after, the
   * name. So it has both names for a moment.
   */
  private void replaceCompressed(Entry source, Entry target, Twins.Replaced other)
      throws IOException {
    twins.removeLosing(target);
    boolean both = store.linkOrRename(source.physicalKey(), target.key());
    other.remove();
    if (both) {
      twins.remove(source.info());
    }
  }

  @Override
  public boolean delete(Entry entry, boolean recursive) throws IOException {
    if (entry.isDirectory() && entry.key().isEmpty()) {
      if (!recursive && !isEmpty(entry.key())) {
        throw new PathIsNotEmptyDirectoryException("/");
      }
      return false;
    }
    if (entry.isFile() || entry.info().symlink()) {
      twins.deleteFile(entry);
    } else if (recursive) {
      deleteTree(entry.key());
    } else {
      removeEmptyDirectory(entry.key());
    }
    return true;
  }

  private boolean isEmpty(String directory) throws IOException {
    try (ObjectIterator children = store.list(Keys.prefix(directory), false)) {
      return !children.hasNext();
    }
  }

  @Override
  public void deleteFile(Entry file) throws IOException {
    twins.deleteUnchanged(file);
  }

  /**
   * Deletes a directory without entries.
   *
   * @throws PathIsNotEmptyDirectoryException if it has some
   */
  void removeEmptyDirectory(String key) throws IOException {
    try {
      store.removeDirectory(key, false);
    } catch (DirectoryNotEmptyException e) {
      throw (IOException) new PathIsNotEmptyDirectoryException("/" + key).initCause(e);
    }
  }

  /**
   * Deletes a directory with all below it; symbolic links are removed, never followed. What others
   * delete meanwhile is as wanted.
   */
  private void deleteTree(String key) throws IOException {
    List<String> files = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    try (ObjectIterator children = store.list(Keys.prefix(key), false)) {
      while (children.hasNext()) {
        ObjectInfo child = children.next();
        (child.directory() && !child.symlink() ? directories : files).add(child.key());
      }
    } catch (FileNotFoundException e) {
      return;
    }
    // The compressed form wins while both exist: the losing ones go first.
    files.sort((a, b) -> Boolean.compare(PathMapper.isPhysical(a), PathMapper.isPhysical(b)));
    Map<String, IOException> failures = store.delete(files);
    if (!failures.isEmpty()) {
      throw failures.values().iterator().next();
    }
    for (String directory : directories) {
      deleteTree(directory);
    }
    try {
      store.removeDirectory(key, true);
    } catch (FileNotFoundException e) {
      return;
    } catch (DirectoryNotEmptyException e) { // somebody goes on writing there
      throw (IOException) new PathIsNotEmptyDirectoryException("/" + key).initCause(e);
    }
  }
}
