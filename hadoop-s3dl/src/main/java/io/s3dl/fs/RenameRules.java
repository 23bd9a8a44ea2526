package io.s3dl.fs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.PathIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Hadoop's two renames allow, as HDFS does. Safe for use by several threads. */
final class RenameRules {

  private static final Logger LOG = LoggerFactory.getLogger(RenameRules.class);

  private final Namespace namespace;
  private final Tree tree;

  RenameRules(Namespace namespace, Tree tree) {
    this.namespace = namespace;
    this.tree = tree;
  }

  /**
   * The rename of the shell: into the target if that is a directory, and false, not an exception,
   * if it cannot be done.
   */
  boolean rename(String from, String to) throws IOException {
    Optional<Entry> source = namespace.find(from, Need.CHANGE);
    if (source.isEmpty() || from.isEmpty() || Keys.isBelow(to, from)) {
      LOG.debug("Cannot rename /{} to /{}: no such source, or below itself", from, to);
      return false;
    }
    if (from.equals(to)) {
      return source.get().isFile();
    }
    String newKey = to;
    Optional<Entry> target = namespace.find(to);
    if (target.isPresent() && target.get().isDirectory()) {
      newKey = Keys.child(to, Keys.name(from));
      if (newKey.equals(from)) {
        return false; // where it is already
      }
      target = namespace.find(newKey);
    } else if (target.isEmpty() && !hasParent(to, from)) {
      LOG.debug("Cannot rename /{} to /{}: no such directory", from, to);
      return false;
    }
    if (target.isPresent()) {
      LOG.debug("Cannot rename /{} to /{}: exists already", from, newKey);
      return false;
    }
    try {
      tree.rename(source.get(), newKey, target, false);
      return true;
    } catch (FileAlreadyExistsException e) { // somebody was faster
      LOG.debug("Cannot rename /{} to /{}", from, newKey, e);
      return false;
    } catch (FileNotFoundException e) { // or has moved the source, or removed the directory
      LOG.debug("Cannot rename /{} to /{}", from, newKey, e);
      return false;
    }
  }

  /**
   * The rename of programs: to exactly this name, with an exception if it cannot be done.
   *
   * @param overwrite whether a file, or an empty directory, is replaced by one of its kind
   */
  void rename(String from, String to, boolean overwrite) throws IOException {
    Entry source = namespace.get(from, Need.CHANGE);
    if (from.isEmpty() || to.isEmpty()) {
      throw new PathIOException(namespace.text(""), "The root can neither be renamed nor replaced");
    }
    Optional<Entry> target = namespace.find(to, Need.CHANGE);
    if (from.equals(to)) {
      throw new FileAlreadyExistsException(
          "The source and the destination are the same: " + namespace.text(to));
    }
    if (Keys.isBelow(to, from)) {
      throw new PathIOException(
          namespace.text(from), "Cannot be renamed to below itself: " + namespace.text(to));
    }
    if (target.isPresent()) {
      checkReplaceable(source, target.get(), overwrite);
    } else if (!existsWith(Keys.parent(to), from)) {
      tree.checkDirectory(Keys.parent(to));
    }
    tree.rename(source, to, target, overwrite);
  }

  private void checkReplaceable(Entry source, Entry target, boolean overwrite) throws IOException {
    if (source.isDirectory() != target.isDirectory()) {
      throw new PathIOException(
          namespace.text(source.key()),
          "Cannot replace "
              + namespace.text(target.key())
              + ": one is a directory and the other a file");
    }
    if (!overwrite) {
      throw new FileAlreadyExistsException("Exists already: " + namespace.text(target.key()));
    }
  }

  private boolean hasParent(String key, String from) throws IOException {
    if (existsWith(Keys.parent(key), from)) {
      return true;
    }
    try {
      tree.checkDirectory(Keys.parent(key));
      return true;
    } catch (FileNotFoundException | ParentNotDirectoryException e) {
      return false;
    }
  }

  /** Whether a directory need not be looked for, since the file found is below it. */
  private static boolean existsWith(String directory, String found) {
    return directory.isEmpty() || Keys.isBelow(found, directory);
  }
}
