package io.s3dl.bench.measure;

import java.util.Objects;

/** Two contenders and what they are compared by: a line of a table. */
public record Comparison(Contender ours, Contender peer, Metric metric, Goal goal) {

  public Comparison {
    Objects.requireNonNull(ours, "ours");
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(goal, "goal");
  }
}
