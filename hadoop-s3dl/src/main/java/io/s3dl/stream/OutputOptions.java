package io.s3dl.stream;

import io.s3dl.io.SpillDirectory;
import io.s3dl.store.PartSizes;
import java.util.Objects;
import java.util.Optional;

/**
 * How an object is sent.
 *
 * @param sizes how large its parts are
 * @param maxInFlight how many parts may be on their way at once, at least 1
 * @param spilling what becomes of parts that memory has no room for; empty where they are so small
 *     that it always has
 */
public record OutputOptions(PartSizes sizes, int maxInFlight, Optional<Spilling> spilling) {

  /**
   * Parts on disk.
   *
   * @param directory where they are
   * @param memoryMaxBytes larger parts are always there, once they have more than a few bytes;
   *     others if the pool has no memory for them
   */
  public record Spilling(SpillDirectory directory, int memoryMaxBytes) {

    public Spilling {
      Objects.requireNonNull(directory, "directory");
    }
  }

  public OutputOptions {
    Objects.requireNonNull(sizes, "sizes");
    Objects.requireNonNull(spilling, "spilling");
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("maxInFlight must be at least 1, not " + maxInFlight);
    }
  }

  /** Whether a part of this size may be in memory. */
  boolean fitsMemory(long partBytes) {
    return partBytes <= spilling.map(Spilling::memoryMaxBytes).orElse(Integer.MAX_VALUE / 2);
  }
}
