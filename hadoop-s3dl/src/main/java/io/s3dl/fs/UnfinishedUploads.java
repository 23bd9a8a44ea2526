package io.s3dl.fs;

import io.s3dl.store.FlatStore;
import io.s3dl.store.PendingUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The multipart uploads of a file system's store that have been begun and neither completed nor
 * aborted: what writers have under way, and what dead ones left, which the store keeps and charges
 * for until somebody aborts it.
 */
public final class UnfinishedUploads {

  private final ObjectFileSystem files;
  private final FlatStore store;

  private UnfinishedUploads(ObjectFileSystem files, FlatStore store) {
    this.files = files;
    this.store = store;
  }

  /** What is done with one of them. */
  @FunctionalInterface
  public interface Visit {
    void to(PendingUpload upload) throws IOException;
  }

  /** Those of a file system; empty if its store has no such thing. */
  public static Optional<UnfinishedUploads> of(ObjectFileSystem files) {
    return files.parts().volume().store() instanceof FlatStore flat
        ? Optional.of(new UnfinishedUploads(files, flat))
        : Optional.empty();
  }

  /**
   * Visits those of a file, or below a directory, as they are listed.
   *
   * @param path need not exist
   * @param before when they were begun at the latest
   */
  public void visit(Path path, Instant before, Visit visit) throws IOException {
    String key = files.key(path);
    try {
      FlatStore.Pending pending = store.pendingUploads(key);
      while (pending.hasNext()) {
        PendingUpload upload = pending.next();
        if (belongsTo(upload.key(), key) && upload.startedMillis() <= before.toEpochMilli()) {
          visit.to(upload);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean belongsTo(String uploaded, String key) {
    return key.isEmpty()
        || uploaded.equals(key)
        || uploaded.equals(key + PathMapper.SUFFIX)
        || uploaded.startsWith(key + "/");
  }

  /**
   * Whether they can be discarded. Elsewhere the store does that by itself in time, and does not
   * say when one was begun: each counts as just begun.
   */
  public boolean canBeAborted() {
    return store.discardsUploads();
  }

  /** Discards one, whose writer then fails if it lives. */
  public void abort(PendingUpload upload) throws IOException {
    store.abort(upload);
  }
}
