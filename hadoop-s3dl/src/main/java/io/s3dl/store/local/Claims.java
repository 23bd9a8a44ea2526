package io.s3dl.store.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tells that the writers of a store's waiting files live: a locked file beside each, which
 * stays until the waiting one is renamed or deleted. The waiting file itself could not be kept
 * locked, since it is read before it is renamed, and the first reader to close it would drop the
 * lock.
 *
 * <p>Safe for use by several threads. The store closes it.
 */
final class Claims implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
  private static final int MAX_ATTEMPTS = 3;

  private record Claim(Path path, FileChannel file) {}

  private final LocalAttributes attributes;
  private final FileOpener opener;
  private final Map<Path, Claim> held = new HashMap<>();

  Claims(LocalAttributes attributes, FileOpener opener) {
    this.attributes = attributes;
    this.opener = opener;
  }

  /** Claims a file that is about to get its name; nothing if this store has claimed it before. */
  synchronized void take(Path waiting) throws IOException {
    for (int attempt = 0; !held.containsKey(waiting); attempt++) {
      if (attempt == MAX_ATTEMPTS) {
        throw new FileSystemException(waiting.toString(), null, LocalUpload.TAKEN_AWAY);
      }
      Claim claim = create(waiting);
      if (new WriterLock(claim.file(), claim.path()).take()) {
        held.put(waiting, claim);
      } else {
        discard(claim);
      }
    }
  }

  private Claim create(Path waiting) throws IOException {
    Path path = waiting.resolveSibling(TemporaryNames.claimOn(waiting.getFileName().toString()));
    FileChannel file =
        opener.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attributes.creationMode(LocalUpload.WRITER_MODE));
    return new Claim(path, file);
  }

  /** Gives up the claim on a file, if there is one: it has been renamed, or is gone. */
  synchronized void release(Path waiting) {
    Claim claim = held.remove(waiting);
    if (claim != null) {
      discard(claim);
    }
  }

  private static void discard(Claim claim) {
    try {
      Files.deleteIfExists(claim.path());
    } catch (IOException e) {
      LOG.warn("The temporary file {} is left behind: {}", claim.path(), e.toString());
    }
    try {
      claim.file().close();
    } catch (IOException e) {
      LOG.warn("Error closing {}: {}", claim.path(), e.toString());
    }
  }

  @Override
  public synchronized void close() {
    for (Path waiting : Set.copyOf(held.keySet())) {
      release(waiting);
    }
  }
}
