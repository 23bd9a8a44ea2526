package io.s3dl.fs;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * All that is below a directory of a flat store, whatever its name, each compressed object with the
 * plain one that it hides, so that a tree is moved or removed without the latter coming to light.
 *
 * <p>A plain object is held back while its compressed form may still come: while the keys that
 * follow begin with its own. So no more are held than a key has characters. For one thread, which
 * closes it, and it closes the listing.
 */
final class TwinPairs implements Closeable {

  private final ObjectIterator listing;
  private final Pairing pairing = new Pairing();

  /** Takes over a listing of all keys below a directory, in the order of a flat store. */
  TwinPairs(ObjectIterator listing) {
    this.listing = listing;
  }

  /**
   * An object, and what it hides.
   *
   * @param object the one that counts; a directory stands for its marker
   * @param hidden its plain form, if this one is compressed and both exist
   */
  record Pair(ObjectInfo object, Optional<ObjectInfo> hidden) {}

  /** The same of a listing that is there already. */
  static List<Pair> of(List<ObjectInfo> listed) {
    Pairing pairing = new Pairing();
    listed.forEach(pairing::accept);
    pairing.end();
    return List.copyOf(pairing.ready);
  }

  /** The next object, or null at the end. */
  Pair next() throws IOException {
    while (pairing.ready.isEmpty() && listing.hasNext()) {
      pairing.accept(listing.next());
    }
    if (pairing.ready.isEmpty()) {
      pairing.end();
    }
    return pairing.ready.poll();
  }

  @Override
  public void close() {
    listing.close();
  }

  private static final class Pairing {
    private final ArrayDeque<ObjectInfo> held = new ArrayDeque<>();
    private final ArrayDeque<Pair> ready = new ArrayDeque<>();

    void accept(ObjectInfo info) {
      String stored = Keys.stored(info);
      while (!held.isEmpty() && !mayPrecedeTwin(held.peek().key(), stored)) {
        ready.add(new Pair(held.pop(), Optional.empty()));
      }
      if (info.directory()) {
        ready.add(new Pair(info, Optional.empty()));
      } else if (PathMapper.isPhysical(info.name())) {
        String plainKey = PathMapper.logical(info.key());
        Optional<ObjectInfo> hidden =
            held.stream().filter(plain -> plain.key().equals(plainKey)).findAny();
        hidden.ifPresent(held::remove);
        ready.add(new Pair(info, hidden));
      } else {
        held.push(info);
      }
    }

    void end() {
      while (!held.isEmpty()) {
        ready.add(new Pair(held.pop(), Optional.empty()));
      }
    }

    /** Whether {@code following} begins with {@code plain} and its compressed form may come yet. */
    private static boolean mayPrecedeTwin(String plain, String following) {
      return following.startsWith(plain)
          && following.substring(plain.length()).compareTo(PathMapper.SUFFIX) <= 0;
    }
  }
}
