package io.s3dl.stream;

import java.util.Objects;

/**
 * How content is read.
 *
 * @param policy what the caller says about its reads
 * @param firstBytes how much a read fetches at a place it jumped to, where the content has no units
 * @param blockBytes how much a sequential read fetches at first; whole units, where the content has
 *     such
 * @param largestBytes how much it fetches at a time in the end: what it fetches doubles each time
 * @param maxAhead how many blocks are fetched ahead at most; 0 for none
 */
public record ReadOptions(
    ReadPolicy policy, int firstBytes, int blockBytes, int largestBytes, int maxAhead) {

  public ReadOptions {
    Objects.requireNonNull(policy, "policy");
    if (firstBytes < 1 || blockBytes < firstBytes || largestBytes < blockBytes || maxAhead < 0) {
      throw new IllegalArgumentException("Read sizes do not fit together");
    }
  }
}
