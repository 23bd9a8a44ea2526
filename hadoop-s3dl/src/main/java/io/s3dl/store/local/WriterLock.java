package io.s3dl.store.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of a temporary file, which its writer holds and the system drops when the writer's
 * process ends, in whatever way. For one thread.
 *
 * <p>Who finds the file unlocked may delete it while holding the lock himself. A writer that locks
 * its file and then still finds it under its name can be sure of it.
 */
final class WriterLock {

  private static final Logger LOG = LoggerFactory.getLogger(WriterLock.class);

  private static final int MAX_ATTEMPTS = 1000;
  private static final long PAUSE_NANOS = 1_000_000;

  private final FileChannel file;
  private final Path path;
  private Optional<FileLock> held = Optional.empty();

  /** Of a file that its writer has created and keeps open. */
  WriterLock(FileChannel file, Path path) {
    this.file = file;
    this.path = path;
  }

  /** What is known of a temporary file's writer. */
  enum Writer {
    ALIVE,
    DEAD,
    /** The file cannot be locked: not for this user, or not on this disk. */
    UNKNOWN,
    /** There is no such file any more. */
    NONE
  }

  /** What is done with a file whose writer is dead, while nobody else can lock it. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /**
   * Takes the lock, anew if it was taken before: POSIX drops it with any descriptor of the file
   * that the process closes. Where there are no locks it is done without.
   *
   * @return whether the file is its writer's; if not, somebody holds it to be left over
   */
  boolean take() {
    try {
      if (held.isPresent()) {
        held.get().release();
      }
      held = Optional.ofNullable(file.tryLock());
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("{} is not locked: {}", path, e.toString());
      held = Optional.empty();
      return true;
    }
    return held.isPresent() && Publication.existsItself(path);
  }

  /**
   * Takes the lock anew after another descriptor of the file was closed. Who looks at the file in
   * that moment holds the lock for as long as a look takes.
   *
   * @throws FileSystemException if somebody has taken the file for left over and deleted it, or
   *     does not let go of it
   */
  void takeAgain() throws FileSystemException {
    for (int attempt = 0; !take(); attempt++) {
      if (attempt == MAX_ATTEMPTS || !Publication.existsItself(path)) {
        throw new FileSystemException(
            path.toString(), null, "the temporary file was taken for left over: " + path);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * Whether the writer of a temporary file lives, decided by its lock; if it does not, something is
   * done before anybody else can have the lock. A file of this process is not tried, which could
   * take its lock away: it is alive as long as the process is.
   */
  static Writer whoWrites(Path temporary, Action ifDead) throws IOException {
    if (TemporaryNames.isOwn(temporary.getFileName().toString())) {
      return Publication.existsItself(temporary) ? Writer.ALIVE : Writer.NONE;
    }
    FileChannel opened;
    try {
      opened =
          FileChannel.open(temporary, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Writer.NONE;
    } catch (FileSystemException e) { // not for this user, or the disk is read-only
      LOG.debug("{} cannot be opened: {}", temporary, e.toString());
      return Writer.UNKNOWN;
    }
    try (FileChannel file = opened) {
      Writer writer = holderOf(file, temporary);
      if (writer == Writer.DEAD && !Publication.existsItself(temporary)) {
        return Writer.NONE; // published between being opened and being locked
      }
      if (writer == Writer.DEAD) {
        ifDead.run();
      }
      return writer;
    }
  }

  private static Writer holderOf(FileChannel file, Path temporary) {
    try {
      return file.tryLock() == null ? Writer.ALIVE : Writer.DEAD;
    } catch (OverlappingFileLockException e) {
      return Writer.ALIVE;
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("{} cannot be locked: {}", temporary, e.toString());
      return Writer.UNKNOWN;
    }
  }
}
