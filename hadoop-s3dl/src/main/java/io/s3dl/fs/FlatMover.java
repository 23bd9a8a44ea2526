package io.s3dl.fs;

import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves by a copy inside the store; the source is deleted after it, if it is still what was copied.
 * Whoever follows an object learns where it goes. Safe for use by several threads.
 *
 * <p>A rename has succeeded as soon as the new name is there, whether or not the old one then goes.
 * Others may have read the new name already, so it cannot be taken back; and whoever is told that
 * the rename has failed goes on as if nothing had happened: a table format that commits by a rename
 * commits the same change a second time, and removes files of the first. So a source that cannot be
 * deleted stays, and is logged. Nor is it another matter if the deletion is denied, not just in
 * vain for a while: what the new name means to others is the same, and that it will be denied is
 * known only when the copy is there.
 */
final class FlatMover implements Mover {

  private static final Logger LOG = LoggerFactory.getLogger(FlatMover.class);

  private final FlatStore store;
  private final Namespace namespace;
  private final ContentFacts facts;
  private final Twins twins;

  /** Weak, since a writer that is given up tells nobody. */
  private final Set<Followed> followed = Collections.newSetFromMap(new WeakHashMap<>());

  /** An object, under whatever key this file system gives it. */
  static final class Followed {
    private ObjectInfo object;

    private Followed(ObjectInfo object) {
      this.object = object;
    }

    /** What it is now. */
    synchronized ObjectInfo object() {
      return object;
    }

    private synchronized void copied(ObjectInfo from, ObjectInfo to) {
      if (object.key().equals(from.key()) && object.etag().equals(from.etag())) {
        object = to;
      }
    }
  }

  /** Removes something. */
  @FunctionalInterface
  interface Removal {
    void run() throws IOException;
  }

  FlatMover(FlatStore store, Namespace namespace, ContentFacts facts, Twins twins) {
    this.store = store;
    this.namespace = namespace;
    this.facts = facts;
    this.twins = twins;
  }

  @Override
  public ObjectInfo move(ObjectInfo object, String newKey, boolean replace) throws IOException {
    ObjectInfo copy = copy(object, newKey, !replace);
    twins.remove(object);
    return copy;
  }

  /** A move that has succeeded when the new name is there, with what the old name hides. */
  ObjectInfo rename(ObjectInfo object, String newKey, boolean replace) throws IOException {
    Optional<ObjectInfo> hidden = twins.hiddenBy(object);
    ObjectInfo copy = copy(object, newKey, !replace);
    removeRenamed(object, hidden, object.key(), newKey);
    return copy;
  }

  /**
   * The second half of a rename, whose first half has succeeded, and with it the rename.
   *
   * @param hidden what its old name hid before the copy; it goes first, or would come to life
   * @param from its name to users
   * @param to the new one
   */
  void removeRenamed(ObjectInfo object, Optional<ObjectInfo> hidden, String from, String to) {
    try {
      if (hidden.isPresent()) {
        twins.remove(hidden.get());
      }
      twins.remove(object);
    } catch (IOException e) {
      LOG.warn(
          "{} is now {}, but is still there under its old name, too, which could not be deleted:"
              + " delete that, unless it has been written anew",
          namespace.text(from),
          namespace.text(to),
          e);
    }
  }

  /** After a rename that has succeeded too: what it replaces is hidden, and may stay so. */
  void removeReplaced(Removal replaced, String from, String to) {
    try {
      replaced.run();
    } catch (IOException e) {
      LOG.warn(
          "{} is now {}, and hides the plain file that it replaces, which could not be deleted: run"
              + " s3dl fsck --fix",
          namespace.text(from),
          namespace.text(to),
          e);
    }
  }

  /** The first half of a move. What is known of the content is known of the copy too. */
  ObjectInfo copy(ObjectInfo object, String newKey, boolean exclusive) throws IOException {
    ObjectInfo copy = store.copy(object, newKey, exclusive);
    facts.rememberedLength(object).ifPresent(length -> facts.remember(copy, length));
    synchronized (followed) {
      followed.forEach(each -> each.copied(object, copy));
    }
    return copy;
  }

  /** Follows an object for as long as somebody holds what is returned. */
  Followed follow(ObjectInfo object) {
    Followed follower = new Followed(object);
    synchronized (followed) {
      followed.add(follower);
    }
    return follower;
  }
}
