package io.s3dl.store.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
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
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes, removes and renames directories and files. Safe for use by several threads. */
final class LocalTree {

  /** What a directory inherits from the one above it and is not ours to clear. */
  private static final int SET_GROUP_ID = 02000;

  private final LocalDisk disk;

  LocalTree(LocalDisk disk) {
    this.disk = disk;
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
      deleteTemporaries(path, abandonUploads, e);
      Files.delete(path);
    }
  }

  /**
   * Deletes the files in the making of a directory that has nothing else.
   *
   * @param e what is thrown if it has
   */
  private void deleteTemporaries(
      Path directory, boolean abandonUploads, DirectoryNotEmptyException e) throws IOException {
    List<Path> leftOver = new ArrayList<>();
    Optional<Path> kept = Optional.empty();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        boolean temporary = TemporaryNames.matches(name);
        if (!temporary && !TemporaryNames.isUnpublished(name)) {
          throw e;
        }
        if (abandonUploads || (temporary && isLeftOver(entry))) {
          leftOver.add(entry);
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
      throw LocalErrors.notEmpty(
          directory,
          kept.get()
              + ", which listings leave out, is a file in the making, or a writer that died has"
              + " left it. If nobody writes there any more, remove the directory with all below it"
              + " (hadoop fs -rm -r)");
    }
    for (Path entry : leftOver) {
      Files.deleteIfExists(entry);
    }
  }

  /**
   * Whether nobody writes a temporary file any more. This store's own are known without trying
   * their lock, which closing the file again would take from their writer.
   */
  private boolean isLeftOver(Path temporary) {
    if (disk.uploads().contains(temporary)) {
      return false;
    }
    try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      return file.tryLock() != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
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
      return; // deleted already
    }
  }

  /**
   * Deletes a file if it is the one that is meant. It is taken out of its name first, so that what
   * is compared is what is deleted, and given it back if it is another one.
   */
  void deleteIfMatch(Path path, String etag) throws IOException {
    Path taken = path.resolveSibling(TemporaryNames.of(UUID.randomUUID()));
    try {
      if (!hasEtag(path, etag)) {
        return;
      }
      Files.move(path, taken, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return; // deleted already
    }
    if (hasEtag(taken, etag)) {
      Files.delete(taken);
      return;
    }
    try {
      disk.publication().moveExclusively(taken, path);
    } catch (FileAlreadyExistsException e) { // it has a successor already
      Files.delete(taken);
    }
  }

  private boolean hasEtag(Path path, String etag) throws IOException {
    return disk.attributes().status(path).etag().equals(Optional.of(etag));
  }

  void rename(String from, String to, boolean replace) throws IOException {
    Path source = disk.paths().of(from);
    Path target = disk.paths().ofNew(to);
    requireNotRoot(from, source, "renamed");
    requireNotRoot(to, target, "replaced");
    FileStatus status = disk.attributes().statusOfPath(source);
    if (!status.directory()) {
      renameFile(source, target, replace);
    } else {
      renameDirectory(source, target);
    }
    disk.sync().directory(target.getParent());
    if (!source.getParent().equals(target.getParent())) {
      disk.sync().directory(source.getParent());
    }
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
