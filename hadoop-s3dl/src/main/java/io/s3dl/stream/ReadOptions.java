package io.s3dl.stream;

import java.util.Objects;

/**
 * How content is read.
 *
 * @param policy what the caller says about its reads
 * @param firstBytes how much a read fetches at a place it jumped to, where the content has no units
 * @param blockBytes how much a sequential read fetches at a time, where the content has no units
 * @param maxAhead how many blocks are fetched ahead at most; 0 for none
 */
public record ReadOptions(ReadPolicy policy, int firstBytes, int blockBytes, int maxAhead) {

  public ReadOptions {
    Objects.requireNonNull(policy, "policy");
    if (firstBytes < 1 || blockBytes < firstBytes || maxAhead < 0) {
      throw new IllegalArgumentException("Read sizes do not fit together");
    }
  }
}
