package io.s3dl.bench.measure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Contenders that do the same work in turns.
 *
 * @param work what they do, as tables call it
 */
public record Contest(String work, List<Comparison> comparisons) {

  public Contest {
    comparisons = List.copyOf(comparisons);
  }

  /** Each contender once, in the order of its first comparison. */
  public List<Contender> contenders() {
    Set<Contender> all = new LinkedHashSet<>();
    for (Comparison comparison : comparisons) {
      all.add(comparison.ours());
      all.add(comparison.peer());
    }
    return List.copyOf(all);
  }
}
