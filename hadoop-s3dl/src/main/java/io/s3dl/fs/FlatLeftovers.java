package io.s3dl.fs;

import io.s3dl.fs.Finding.State;
import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.PendingUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What dead writers left in a flat store. No lock tells there whether a writer lives: only what has
 * not been touched for a day is taken for left behind. For one thread.
 */
final class FlatLeftovers {

  private static final long DAY_MILLIS = 24 * 3600 * 1000L;

  /** The names of {@link ReservedNames#unverified}. */
  private static final Pattern UNVERIFIED =
      Pattern.compile(
          Pattern.quote(ReservedNames.PREFIX) + "raw-[0-9a-f]{8}(-[0-9a-f]{4}){3}-.{12}");

  private final FlatStore store;
  private final boolean fix;
  private final Consumer<Finding> findings;

  FlatLeftovers(FlatStore store, boolean fix, Consumer<Finding> findings) {
    this.store = store;
    this.fix = fix;
    this.findings = findings;
  }

  /** Whether a writer may still be at work on an object, or about to look at it. */
  static boolean isYoung(long modifiedMillis) {
    return System.currentTimeMillis() - modifiedMillis < DAY_MILLIS;
  }

  /** Checks the objects that have reserved names in a directory. */
  void checkObjects(String directory) throws IOException {
    String prefix = Keys.prefix(directory) + ReservedNames.PREFIX;
    try (ObjectIterator reserved = store.list(prefix, false)) {
      while (reserved.hasNext()) {
        findings.accept(check(reserved.next()));
      }
    }
  }

  private Finding check(ObjectInfo info) throws IOException {
    String path = "/" + info.key();
    if (info.directory() || !UNVERIFIED.matcher(info.name()).matches()) {
      return new Finding(
          path,
          State.REMAINS,
          "A name that is reserved for files in the making, and none of ours",
          "it is not listed: rename it with other tools");
    }
    if (isYoung(info.modifiedMillis()) || info.etag().isEmpty()) {
      return new Finding(
          path, State.BEING_WRITTEN, "A copy that is yet to be verified", "nothing is to be done");
    }
    String what = "A copy that was never verified, begun more than a day ago";
    if (!fix) {
      return new Finding(path, State.FIXABLE, what, "--fix deletes it");
    }
    store.deleteIfMatch(info.key(), info.etag().get());
    return new Finding(path, State.FIXED, what, "it is deleted");
  }

  /** Tells of uploads below a directory that have been under way for longer than a day. */
  void checkUploads(String directory) throws IOException {
    long old = 0;
    long oldest = Long.MAX_VALUE;
    try {
      FlatStore.Pending uploads = store.pendingUploads(Keys.prefix(directory));
      while (uploads.hasNext()) {
        PendingUpload upload = uploads.next();
        if (!isYoung(upload.startedMillis())) {
          old++;
          oldest = Math.min(oldest, upload.startedMillis());
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (old > 0) {
      findings.accept(
          new Finding(
              "/" + directory,
              State.REMAINS,
              String.format(
                  "%d uploads that were begun more than a day ago are not finished, the oldest"
                      + " since %s; their parts are stored, and paid for",
                  old, Instant.ofEpochMilli(oldest)),
              store.discardsUploads()
                  ? "s3dl uploads lists and aborts them"
                  : "the store discards them by itself"));
    }
  }
}
