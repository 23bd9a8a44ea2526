package io.s3dl.store.local;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts on the disk what must outlast a crash of the machine, if the store is to. Safe for use by
 * several threads.
 */
final class DiskSync {

  private static final Logger LOG = LoggerFactory.getLogger(DiskSync.class);

  private final boolean enabled;
  private final FileOpener opener;
  private final AtomicBoolean warned = new AtomicBoolean();

  DiskSync(boolean enabled, FileOpener opener) {
    this.enabled = enabled;
    this.opener = opener;
  }

  /** Puts a file's bytes on the disk, before it gets its name. */
  void file(FileChannel file) throws IOException {
    if (enabled) {
      file.force(true);
    }
  }

  /**
   * Puts a directory's entries on the disk, after one has changed. The change is visible by then
   * and cannot fail any more: where a directory cannot be opened (it may be write-only) or synced,
   * there is one warning a store. An interrupt does not end it and is kept for the caller.
   */
  void directory(Path directory) {
    if (!enabled) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    while (!trySync(directory)) {
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether there is nothing more to try; if not, there was an interrupt. */
  private boolean trySync(Path directory) {
    try (FileChannel channel = opener.open(directory, Set.of(StandardOpenOption.READ))) {
      channel.force(true);
    } catch (ClosedByInterruptException e) {
      return false;
    } catch (IOException | UnsupportedOperationException e) {
      warn(directory, e);
    }
    return true;
  }

  private void warn(Path directory, Exception e) {
    if (warned.compareAndSet(false, true)) {
      LOG.warn(
          "The directory {} cannot be synced ({}): what was created, renamed or deleted in it is"
              + " done, but may be undone if the machine crashes within the next seconds. Further"
              + " directories are logged at the level debug",
          directory,
          e.toString());
    } else {
      LOG.debug("The directory {} cannot be synced: {}", directory, e.toString());
    }
  }
}
