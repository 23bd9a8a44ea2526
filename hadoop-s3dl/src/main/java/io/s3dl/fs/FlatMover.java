package io.s3dl.fs;

import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Moves by a copy inside the store; the source is deleted after it, if it is still what was copied.
 * Whoever follows an object learns where it goes. Safe for use by several threads.
 */
final class FlatMover implements Mover {

  private final FlatStore store;
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

  FlatMover(FlatStore store, ContentFacts facts, Twins twins) {
    this.store = store;
    this.facts = facts;
    this.twins = twins;
  }

  @Override
  public ObjectInfo move(ObjectInfo object, String newKey, boolean replace) throws IOException {
    ObjectInfo copy = copy(object, newKey, !replace);
    twins.remove(object);
    return copy;
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
