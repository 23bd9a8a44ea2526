package io.s3dl.fs;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Turns a listing of physical names, in the order of their bytes, into one of logical entries, each
 * name once. What has been listed of a name is held back while keys may still come that belong to
 * it: its compressed form, and in the order of a flat store, where the slash counts, a directory,
 * which a file hides. Those keys begin with the name; so what is held is a stack no deeper than a
 * key is long, however many entries there are.
 *
 * <p>For one thread; whoever created it closes it, and it closes the listing.
 */
final class TwinFilter implements Closeable {

  /** In which order a listing comes. */
  enum Order {
    /** Directories stand among files as if they were such. */
    NAMES(PathMapper.SUFFIX),
    /** A directory stands as its name with a slash, after both forms of a file. */
    KEYS("/");

    private final String last;

    Order(String last) {
      this.last = last;
    }

    private String keyOf(ObjectInfo info) {
      return this == KEYS && info.directory() ? Keys.prefix(info.key()) : info.key();
    }

    /** Whether what belongs to a name may be this key, or still come after it. */
    private boolean leavesRoomFor(String following, String name) {
      return following.startsWith(name) && following.substring(name.length()).compareTo(last) <= 0;
    }
  }

  /**
   * What has been listed of one name.
   *
   * @param entry what it stands for
   * @param hidden what it stands for besides
   */
  private record Held(String name, Entry entry, Optional<ObjectInfo> hidden) {

    Held behind(Entry winning) {
      return new Held(name, winning, Optional.of(entry.info()));
    }

    Held over(ObjectInfo directory) {
      return new Held(name, entry, Optional.of(hidden.orElse(directory)));
    }
  }

  private final ObjectIterator listing;
  private final Namespace namespace;
  private final Order order;
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private final ArrayDeque<Listed> ready = new ArrayDeque<>();

  TwinFilter(ObjectIterator listing, Namespace namespace, Order order) {
    this.listing = listing;
    this.namespace = namespace;
    this.order = order;
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
      if (isVisible(info)) {
        accept(info);
      }
    }
    if (ready.isEmpty() && !held.isEmpty()) {
      release(held.pop());
    }
    return ready.poll();
  }

  /** Keys that no path can be made of are passed over, as they would be taken for other ones. */
  private boolean isVisible(ObjectInfo info) {
    return !info.name().startsWith(ReservedNames.PREFIX)
        && (order == Order.NAMES || Keys.isAddressable(info.key()));
  }

  private void accept(ObjectInfo info) {
    String key = order.keyOf(info);
    for (Iterator<Held> each = held.iterator(); each.hasNext(); ) {
      Held earlier = each.next();
      if (!order.leavesRoomFor(key, earlier.name())) {
        each.remove();
        release(earlier);
      }
    }
    Entry entry = namespace.listed(info);
    Optional<Held> same = held.stream().filter(h -> h.name().equals(entry.key())).findAny();
    same.ifPresent(held::remove);
    if (same.isPresent()) {
      keep(entry.isCompressed() ? same.get().behind(entry) : same.get().over(info));
    } else if (info.directory() && order == Order.KEYS) {
      ready.add(new Listed(entry, Optional.empty()));
    } else {
      keep(new Held(entry.key(), entry, Optional.empty()));
    }
  }

  /** Holds it back, unless nothing that belongs to it can come. */
  private void keep(Held now) {
    boolean complete =
        order == Order.NAMES
            ? now.entry().isCompressed()
            : now.hidden().map(ObjectInfo::directory).orElse(false);
    if (complete) {
      release(now);
    } else {
      held.push(now);
    }
  }

  private void release(Held complete) {
    ready.add(new Listed(complete.entry(), complete.hidden()));
  }

  @Override
  public void close() {
    listing.close();
  }
}
