package io.s3dl.store;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by name, for {@link ObjectStore#counts}. Safe for use by several threads. */
public final class RequestCounts {

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /** Counts one more. */
  public void add(String name) {
    add(name, 1);
  }

  /** Counts some more. */
  public void add(String name, long more) {
    counts.computeIfAbsent(name, key -> new LongAdder()).add(more);
  }

  /** All that was counted so far. */
  public Map<String, Long> snapshot() {
    Map<String, Long> snapshot = new TreeMap<>();
    counts.forEach((name, count) -> snapshot.put(name, count.sum()));
    return snapshot;
  }
}
