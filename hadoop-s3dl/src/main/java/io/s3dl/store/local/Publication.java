package io.s3dl.store.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives files their names: exclusively by link(2), which no two callers can win, or by rename(2),
 * which replaces at once. Safe for use by several threads and processes.
 *
 * <p>Where there are no hard links (FAT, some FUSE file systems), "exclusively" is a look whether
 * the name exists and then a rename, with one warning a store: whoever is quick enough can get
 * between.
 */
final class Publication {

  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

  private final Linker linker;
  private final AtomicBoolean warned = new AtomicBoolean();

  Publication(Linker linker) {
    this.linker = linker;
  }

  /** Makes hard links: {@link Files#createLink}, or a test's disk. */
  @FunctionalInterface
  interface Linker {
    void link(Path link, Path existing) throws IOException;
  }

  /**
   * Moves a file to a name that does not exist. If several callers move one file to different
   * names, one of them succeeds.
   *
   * @throws FileAlreadyExistsException if the name exists
   * @throws NoSuchFileException if the file does not, or no longer
   */
  void moveExclusively(Path from, Path to) throws IOException {
    Object moved = identity(from);
    if (linkOrMove(from, to)) {
      removeFirstName(from, to, moved);
    }
  }

  /**
   * Moves a file that nobody else moves to a name that does not exist. Once it has the name, it is
   * no matter who deletes the first one.
   *
   * @throws FileAlreadyExistsException if the name exists
   */
  void publishExclusively(Path from, Path to) throws IOException {
    if (linkOrMove(from, to)) {
      try {
        Files.deleteIfExists(from);
      } catch (IOException e) {
        removeSecondName(to, e);
        throw e;
      }
    }
  }

  /**
   * Gives a file back the name that was taken from it; if the name has a successor by then, the
   * file is deleted. Any number of callers may do that at once with the same file.
   *
   * @throws NoSuchFileException if the file does not exist, or no longer
   * @throws FileAlreadyExistsException if a directory has the name; the file stays where it is
   */
  void giveBack(Path from, Path to) throws IOException {
    try {
      linkOrMove(from, to);
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
      LOG.debug("{} has a successor, or was given back already", to);
    }
    Files.deleteIfExists(from);
  }

  /**
   * Makes a second name, or where that is not possible moves the file.
   *
   * @return whether the first name is still there
   * @throws FileAlreadyExistsException if the second exists
   */
  boolean linkOrMove(Path from, Path to) throws IOException {
    try {
      linker.link(to, from);
      return true;
    } catch (FileAlreadyExistsException e) {
      throw exists(to, e);
    } catch (FileSystemException e) {
      if (e.getClass() != FileSystemException.class || !takesNewFiles(to.getParent(), e)) {
        throw e;
      }
      moveWithoutLink(from, to, e);
    } catch (UnsupportedOperationException e) {
      moveWithoutLink(from, to, e);
    }
    return false;
  }

  /**
   * Moves a file to a name, in place of whatever file has it. A symbolic link of that name is
   * replaced, not what it leads to.
   *
   * @throws FileAlreadyExistsException if a directory has it
   */
  void moveReplacing(Path from, Path to) throws IOException {
    if (Files.isDirectory(to)) {
      throw new FileAlreadyExistsException(to.toString(), null, "it is a directory");
    }
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private void moveWithoutLink(Path from, Path to, Exception cause) throws IOException {
    if (!existsItself(from)) {
      throw new NoSuchFileException(from.toString());
    }
    if (existsItself(to)) {
      throw exists(to, cause);
    }
    if (warned.compareAndSet(false, true)) {
      LOG.warn(
          "No hard link could be made for {} ({}): a file that must not replace another is"
              + " published by a check and a rename, which concurrent writers can get between",
          to,
          cause.toString());
    }
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Whether a directory takes a new file. If it does where it did not take a link, links are what
   * it does not have; if not, the disk is full or the like. The error of link(2) tells them apart
   * only in words, which depend on the locale.
   */
  private static boolean takesNewFiles(Path directory, FileSystemException e) {
    Path probe = directory.resolve(TemporaryNames.probe());
    try {
      Files.createFile(probe);
      Files.deleteIfExists(probe);
      return true;
    } catch (IOException second) {
      e.addSuppressed(second);
      return false;
    }
  }

  private static void removeFirstName(Path from, Path to, Object moved) throws IOException {
    try {
      Files.delete(from);
    } catch (NoSuchFileException e) { // somebody else has moved or deleted it, and so it is theirs
      if (Objects.equals(moved, identity(to))) {
        Files.deleteIfExists(to);
      }
      throw e;
    } catch (IOException e) {
      removeSecondName(to, e);
      throw e;
    }
  }

  /** Leaves a file the one name that it had. */
  private static void removeSecondName(Path to, IOException failure) {
    try {
      Files.delete(to);
    } catch (IOException second) {
      failure.addSuppressed(second);
    }
  }

  /** What tells a file from others, whatever its name; null where there is nothing like that. */
  private static Object identity(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  static boolean existsItself(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  static FileAlreadyExistsException exists(Path path, Exception cause) {
    FileAlreadyExistsException e = new FileAlreadyExistsException(path.toString());
    if (cause != null) {
      e.initCause(cause);
    }
    return e;
  }
}
