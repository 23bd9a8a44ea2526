package io.s3dl.store.local;

import io.s3dl.store.Leftover;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes, removes and renames directories and files. Safe for use by several threads. */
final class LocalTree {

  private static final Logger LOG = LoggerFactory.getLogger(LocalTree.class);

  /** What a directory inherits from the one above it and is not ours to clear. */
  private static final int SET_GROUP_ID = 02000;

  private final LocalDisk disk;
  private final Leftovers leftovers;

  LocalTree(LocalDisk disk, Leftovers leftovers) {
    this.disk = disk;
    this.leftovers = leftovers;
  }

  void makeDirectory(String key, int mode) throws IOException {
    Path path = disk.paths().ofNew(key);
    if (key.isEmpty()) {
      throw Publication.exists(path, null);
    }
    LocalAttributes attributes = disk.attributes();
    Files.createDirectory(path, attributes.creationMode(mode));
    int made = attributes.status(path).mode().orElse(mode);
    if ((made & ~SET_GROUP_ID) != mode) { // the umask took some
      attributes.setMode(path, mode | (made & SET_GROUP_ID));
    }
    disk.sync().directory(path.getParent());
  }

  void removeDirectory(String key, boolean abandonUploads) throws IOException {
    Path path = disk.paths().of(key);
    requireNotRoot(key, path, "removed");
    FileStatus status = disk.attributes().statusOfPath(path);
    if (!status.directory()) {
      throw new NotDirectoryException(path.toString());
    }
    try {
      Files.delete(path);
    } catch (DirectoryNotEmptyException e) {
      deleteLeftovers(path, abandonUploads, e);
      Files.delete(path);
    }
  }

  /**
   * Deletes what dead writers left in a directory that has nothing else.
   *
   * @param e what is thrown if it has
   */
  private void deleteLeftovers(Path directory, boolean abandonUploads, DirectoryNotEmptyException e)
      throws IOException {
    List<Path> removable = new ArrayList<>();
    Optional<Path> kept = Optional.empty();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        Leftover.Kind kind = kindOf(entry).orElseThrow(() -> e);
        if (kind.isRubbish() || abandonUploads) {
          removable.add(entry);
        } else {
          kept = Optional.of(entry);
        }
      }
    } catch (DirectoryIteratorException broken) {
      throw broken.getCause();
    } catch (AccessDeniedException unreadable) {
      e.addSuppressed(unreadable);
      throw e;
    }
    if (kept.isPresent()) {
      throw inTheMaking(directory, kept.get());
    }
    for (Path entry : removable) {
      if (abandonUploads) {
        Files.deleteIfExists(entry);
        disk.claims().release(entry);
      } else if (!leftovers.settle(entry).map(Leftover.Kind::isRubbish).orElse(true)) {
        throw inTheMaking(directory, entry); // its writer has locked it since it was looked at
      }
    }
  }

  private static DirectoryNotEmptyException inTheMaking(Path directory, Path entry) {
    return LocalErrors.notEmpty(
        directory,
        entry
            + ", which listings leave out, is a file in the making, or what a writer that died"
            + " has left (s3dl fsck tells). Remove the directory with all below it"
            + " (hadoop fs -rm -r) if that is not needed");
  }

  /** What an entry of a directory is that is no object; empty for everything else. */
  private Optional<Leftover.Kind> kindOf(Path entry) throws IOException {
    String name = entry.getFileName().toString();
    if (!TemporaryNames.isHidden(name) && !TemporaryNames.isWaiting(name)) {
      return Optional.empty();
    }
    // One that is gone meanwhile cannot keep the directory.
    Leftover.Kind kind = leftovers.kindOf(entry).orElse(Leftover.Kind.ABANDONED);
    return Optional.of(kind).filter(found -> found != Leftover.Kind.FOREIGN);
  }

  /** Removes a file or a symbolic link, if it is there. */
  void deleteFile(String key) throws IOException {
    Path path = disk.paths().of(key);
    try {
      if (disk.attributes().statusOfPath(path).directory()) {
        throw new FileSystemException(path.toString(), null, "it is a directory");
      }
      Files.delete(path);
    } catch (NoSuchFileException e) {
      LOG.debug("{} is deleted already", path);
    }
    disk.claims().release(path);
  }

  void rename(String from, String to, boolean replace) throws IOException {
    Path source = disk.paths().of(from);
    Path target = disk.paths().ofNew(to);
    requireNotRoot(from, source, "renamed");
    requireNotRoot(to, target, "replaced");
    FileStatus status = disk.attributes().statusOfPath(source);
    if (!status.directory()) {
      renameFile(source, target, replace);
      disk.claims().release(source);
    } else {
      renameDirectory(source, target);
    }
    disk.sync().directory(target.getParent());
    if (!source.getParent().equals(target.getParent())) {
      disk.sync().directory(source.getParent());
    }
  }

  /** Whether the file has both names now. */
  boolean linkOrRename(String from, String to) throws IOException {
    Path source = disk.paths().of(from);
    Path target = disk.paths().ofNew(to);
    if (disk.attributes().statusOfPath(source).directory()) {
      throw new FileSystemException(source.toString(), null, "it is a directory");
    }
    requireDirectory(target.getParent());
    boolean both = disk.publication().linkOrMove(source, target);
    disk.sync().directory(target.getParent());
    return both;
  }

  private void renameFile(Path source, Path target, boolean replace) throws IOException {
    requireDirectory(target.getParent());
    if (!replace) {
      disk.publication().moveExclusively(source, target);
      return;
    }
    boolean sameFile = isSameFile(source, target);
    if (sameFile && isSameName(source, target)) {
      return;
    }
    disk.publication().moveReplacing(source, target);
    if (sameFile) { // of two links to one file, rename(2) leaves both
      Files.deleteIfExists(source);
    }
  }

  /** Whoever creates an empty directory between the check and the rename loses it. */
  private void renameDirectory(Path source, Path target) throws IOException {
    if (Publication.existsItself(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    if (target.startsWith(source)) {
      throw new FileSystemException(
          source.toString(), target.toString(), "cannot be moved into itself: " + target);
    }
    requireDirectory(target.getParent());
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Says of the target's parent what rename(2) would leave open which path it means. */
  private void requireDirectory(Path parent) throws IOException {
    if (!disk.attributes().status(parent).directory()) {
      throw new NotDirectoryException(parent.toString());
    }
  }

  private boolean isSameFile(Path source, Path target) throws IOException {
    Optional<FileStatus> there;
    try {
      there = Optional.of(disk.attributes().statusOfPath(target));
    } catch (NoSuchFileException e) {
      return false;
    }
    FileStatus here = disk.attributes().statusOfPath(source);
    return here.device().isPresent() && here.sameFile(there.get());
  }

  private static boolean isSameName(Path source, Path target) throws IOException {
    return source.getFileName().equals(target.getFileName())
        && source.getParent().toRealPath().equals(target.getParent().toRealPath());
  }

  private static void requireNotRoot(String key, Path path, String what) throws IOException {
    if (key.isEmpty()) {
      throw new FileSystemException(path.toString(), null, "the root of a store cannot be " + what);
    }
  }
}
