package io.s3dl.bench.work;

import io.s3dl.bench.remote.RemoteStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Those that are compared on a remote store.
 *
 * @param store which one
 * @param ours as it is without settings
 * @param plain ours without compression
 * @param peer as it is without settings
 * @param otherWriters the peer with other output streams, if it has any
 * @param otherReaders the peer with other input streams, if it has any
 */
record Rivals(
    RemoteStore<?> store,
    Rival ours,
    Rival plain,
    Rival peer,
    List<Rival> otherWriters,
    List<Rival> otherReaders) {

  Rivals {
    otherWriters = List.copyOf(otherWriters);
    otherReaders = List.copyOf(otherReaders);
  }

  /** All of them. */
  List<Rival> all() {
    List<Rival> all = new ArrayList<>(readers());
    all.addAll(otherWriters);
    return all;
  }

  /** Those that read. */
  List<Rival> readers() {
    List<Rival> all = new ArrayList<>(List.of(ours, plain, peer));
    all.addAll(otherReaders);
    return all;
  }

  /** Makes them, of what there is to work with. */
  @FunctionalInterface
  interface Maker {
    /** Those of a lab. */
    Rivals make(Lab lab);
  }
}
