package io.s3dl.fs;

import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import java.io.IOException;

/**
 * Moves by a copy inside the store; the source is deleted after it, if it is still what was copied.
 * Safe for use by several threads.
 */
final class FlatMover implements Mover {

  private final FlatStore store;
  private final ContentFacts facts;
  private final Twins twins;

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
    return copy;
  }
}
