package io.s3dl.fs;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Turns a listing of physical names, in the order of their bytes, into one of logical entries, each
 * name once. A plain name is held back while keys may still come that sort before its compressed
 * form: those that begin with it. So what is held is a stack no deeper than a name is long, however
 * many entries there are.
 *
 * <p>For one thread; whoever created it closes it, and it closes the listing.
 */
final class TwinFilter implements Closeable {

  private final ObjectIterator listing;
  private final Namespace namespace;
  private final ArrayDeque<ObjectInfo> held = new ArrayDeque<>();
  private final ArrayDeque<Listed> ready = new ArrayDeque<>();

  TwinFilter(ObjectIterator listing, Namespace namespace) {
    this.listing = listing;
    this.namespace = namespace;
  }

  /**
   * An entry, and what its name stands for besides.
   *
   * @param hidden the plain form of a compressed file, or a directory of the same name
   */
  record Listed(Entry entry, Optional<ObjectInfo> hidden) {}

  /** The next entry, or null at the end. */
  Entry next() throws IOException {
    Listed listed = nextListed();
    return listed == null ? null : listed.entry();
  }

  /** The next entry with what it hides, or null at the end. */
  Listed nextListed() throws IOException {
    while (ready.isEmpty() && listing.hasNext()) {
      ObjectInfo info = listing.next();
      if (!info.name().startsWith(ReservedNames.PREFIX)) {
        accept(info);
      }
    }
    if (ready.isEmpty() && !held.isEmpty()) {
      return alone(held.pop());
    }
    return ready.poll();
  }

  private void accept(ObjectInfo info) {
    while (!held.isEmpty() && !mayPrecedeTwin(held.peek().key(), info.key())) {
      ready.add(alone(held.pop()));
    }
    Entry entry = namespace.listed(info);
    if (entry.isCompressed()) {
      Optional<ObjectInfo> hidden =
          held.stream().filter(plain -> plain.key().equals(entry.key())).findAny();
      hidden.ifPresent(held::remove);
      ready.add(new Listed(entry, hidden));
    } else {
      held.push(info);
    }
  }

  private Listed alone(ObjectInfo info) {
    return new Listed(namespace.listed(info), Optional.empty());
  }

  /** Whether {@code following} begins with {@code plain} and its compressed form can still come. */
  private static boolean mayPrecedeTwin(String plain, String following) {
    return following.startsWith(plain)
        && following.substring(plain.length()).compareTo(PathMapper.SUFFIX) <= 0;
  }

  @Override
  public void close() {
    listing.close();
  }
}
