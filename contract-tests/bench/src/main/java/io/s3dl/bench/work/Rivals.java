package io.s3dl.bench.work;

import java.util.List;

/**
 * Those that are compared on a remote store.
 *
 * @param ours as it is without settings
 * @param plain ours without compression
 * @param peer as it is without settings
 * @param classicPeer the peer with the input stream that keeps nothing in memory for other streams
 */
record Rivals(Rival ours, Rival plain, Rival peer, Rival classicPeer) {

  /** Those that write; the classic peer differs from the other one in reading only. */
  List<Rival> writers() {
    return List.of(ours, plain, peer);
  }

  /** All of them. */
  List<Rival> readers() {
    return List.of(ours, plain, peer, classicPeer);
  }

  /** Makes them, of what there is to work with. */
  @FunctionalInterface
  interface Maker {
    /** Those of a lab. */
    Rivals make(Lab lab);
  }
}
