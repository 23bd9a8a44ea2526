package io.s3dl.fs;

import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.stream.WriteFailures;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives files and directories of a flat store other names: each object is copied inside the store,
 * and deleted after its copy is complete. Safe for use by several threads.
 *
 * <p>At every moment a file is whole under its old name or its new one, or both. A name that a file
 * takes over from another one has the old content until it has the new: a plain file over a
 * compressed one is copied beneath that, which hides it until it is deleted; a compressed one hides
 * a plain one as soon as it is copied. (Where Azure does not copy at once, the old content is gone
 * while it copies.)
 */
final class FlatRename {

  private static final Logger LOG = LoggerFactory.getLogger(FlatRename.class);

  /** Copies on their way at once: more than there are threads, which never lack work. */
  private static final int COPIES_AT_ONCE = 64;

  private final FlatStore store;
  private final Namespace namespace;
  private final FlatDirectories directories;
  private final Twins twins;
  private final FlatMover mover;
  private final RawCopies rawCopies;
  private final Executor io;
  private final AtomicBoolean warned = new AtomicBoolean();

  FlatRename(
      FlatStore store,
      Namespace namespace,
      FlatDirectories directories,
      Twins twins,
      FlatMover mover,
      RawCopies rawCopies,
      Executor io) {
    this.store = store;
    this.namespace = namespace;
    this.directories = directories;
    this.twins = twins;
    this.mover = mover;
    this.rawCopies = rawCopies;
    this.io = io;
  }

  /**
   * Renames a file. That has succeeded when the new name is there, even if the old one stays, which
   * then is logged; see {@link FlatMover}.
   *
   * @param target the file that is replaced; without one, none is
   */
  void file(Entry source, String newKey, Optional<Entry> target) throws IOException {
    if (PathMapper.isPhysical(Keys.name(newKey))) {
      if (source.isCompressed()) {
        throw new PathIOException(
            namespace.text(newKey),
            "Names that end in " + PathMapper.SUFFIX + " are those of stored bytes");
      }
      rawCopies.move(source.info(), newKey, target.isPresent());
      return;
    }
    Form form = source.form();
    Optional<ObjectInfo> other = otherForm(newKey, form, target);
    if (target.isEmpty()
        && !store.copiesExclusively(source.info().size())
        && warned.compareAndSet(false, true)) {
      LOG.warn(
          "The store cannot copy to a name only if that is free: of two that rename a file to"
              + " {} at once, both may succeed; said once. See fs.s3dl.s3.store and {}",
          namespace.text(newKey),
          Capabilities.RENAME_EXCLUSIVE);
    }
    String physicalKey = PathMapper.physical(newKey, form);
    // Only what is there before the copy goes after it: what comes later is another writer's.
    Optional<ObjectInfo> hidden =
        twins.hiddenBy(source.info()).filter(plain -> !plain.key().equals(physicalKey));
    ObjectInfo copy = mover.copy(source.info(), physicalKey, target.isEmpty());
    if (other.isPresent()) {
      ObjectInfo replaced = other.get();
      if (form == Form.COMPRESSED) {
        mover.removeReplaced(() -> twins.remove(replaced), source.key(), newKey);
      } else {
        twins.removeReplaced(replaced, copy);
      }
    }
    mover.removeRenamed(source.info(), hidden, source.key(), newKey);
  }

  /** What the new name has in the form that the file has not. */
  private Optional<ObjectInfo> otherForm(String newKey, Form form, Optional<Entry> target)
      throws IOException {
    if (target.isEmpty()) {
      return Optional.empty(); // which it has been looked for in either form
    }
    if (target.get().form() != form) {
      return Optional.of(target.get().info());
    }
    return form == Form.COMPRESSED ? namespace.formOf(newKey, Form.PLAIN) : Optional.empty();
  }

  /**
   * Renames a directory with all below it. Not exclusive: what others make under the new name
   * meanwhile may be replaced. Where an object cannot be moved, it and what comes after it stay.
   *
   * @param onEmpty whether there is a directory of the new name, which has to be empty
   */
  void directory(String key, String newKey, boolean onEmpty) throws IOException {
    if (onEmpty && directories.beginningOf(newKey, 2).hasEntries()) {
      throw new PathIsNotEmptyDirectoryException(namespace.text(newKey));
    }
    Optional<ObjectInfo> marker = directories.beginningOf(key, 1).marker();
    String doing = "renaming " + namespace.text(key) + " to " + namespace.text(newKey);
    AtomicLong copied = new AtomicLong();
    try (TwinPairs pairs = new TwinPairs(store.list(Keys.prefix(key), true));
        Crew crew = new Crew(io, COPIES_AT_ONCE, doing)) {
      if (marker.isPresent()) {
        counted(() -> store.copy(marker.get(), Keys.prefix(newKey), false), copied);
      }
      KeyFailures left = new KeyFailures(namespace);
      Batch batch = new Batch(left, copied);
      for (TwinPairs.Pair next = pairs.next(); next != null; next = pairs.next()) {
        Batch its = batch;
        TwinPairs.Pair pair = next;
        String newObject = newKey + Keys.stored(pair.object()).substring(key.length());
        its.add(pair);
        crew.begin(() -> its.copy(pair, newObject));
        if (batch.isFull()) {
          batch.seal(crew);
          batch = new Batch(left, copied);
        }
      }
      batch.seal(crew);
      crew.finish();
      left.throwIfAny("Copied and not deleted while " + doing);
    } catch (IOException e) {
      throw stopped(doing, copied.get(), e);
    }
    if (marker.isPresent()) {
      twins.delete(Keys.prefix(key));
    }
  }

  /**
   * Counts a copy as soon as it begins: one that fails, or is interrupted because another has, may
   * be made all the same; unless the store says that there is nothing to copy, or denies it.
   */
  private static void counted(Crew.Task copy, AtomicLong copied) throws IOException {
    copied.incrementAndGet();
    try {
      copy.run();
    } catch (FileNotFoundException | AccessDeniedException e) {
      copied.decrementAndGet();
      throw e;
    }
  }

  /**
   * Not that nothing has been found, which callers may take for nothing having been done: an object
   * of many has gone.
   *
   * @param copied how many have been copied at most; none is under way any more
   */
  private static IOException stopped(String doing, long copied, IOException e) {
    if (copied == 0) {
      return WriteFailures.again("Stopped " + doing + ", all is where it was: ", e);
    }
    String message =
        "Stopped "
            + doing
            + " when up to "
            + copied
            + (copied == 1 ? " object was" : " objects were")
            + " copied; the others are where they were, and those that are under both names are the"
            + " same: move what is left file by file, or all of it back: ";
    return e instanceof FileNotFoundException
        ? new IOException(message + "deleted or moved by somebody else: " + e.getMessage(), e)
        : WriteFailures.again(message, e);
  }

  /** As many objects as are deleted at once when the last of them is copied. */
  private final class Batch {
    private final List<TwinPairs.Pair> pairs = new ArrayList<>();
    private final KeyFailures left;
    private final AtomicLong copied;
    private int toCopy = 1; // that it may still grow counts as one

    Batch(KeyFailures left, AtomicLong copied) {
      this.left = left;
      this.copied = copied;
    }

    synchronized void add(TwinPairs.Pair pair) {
      pairs.add(pair);
      toCopy++;
    }

    synchronized boolean isFull() {
      return pairs.size() == store.deletePageSize();
    }

    void copy(TwinPairs.Pair pair, String newKey) throws IOException {
      counted(() -> mover.copy(pair.object(), newKey, false), copied);
      end();
    }

    /** Nothing is added any more. */
    void seal(Crew crew) throws IOException {
      crew.begin(this::end);
    }

    private void end() throws IOException {
      synchronized (this) {
        toCopy--;
        if (toCopy > 0 || pairs.isEmpty()) {
          return;
        }
      }
      left.add(FlatDeletion.delete(store, pairs));
    }
  }
}
