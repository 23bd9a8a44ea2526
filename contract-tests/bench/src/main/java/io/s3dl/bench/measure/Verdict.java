package io.s3dl.bench.measure;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What came of a comparison.
 *
 * @param ratio of the per-round ratios, ours by theirs
 * @param ours the median of our values
 * @param theirs the median of the peer's
 * @param ourCpu the median of our CPU seconds per GiB, where they are told
 * @param theirCpu the same of the peer
 */
public record Verdict(
    String work,
    Comparison comparison,
    Spread ratio,
    double ours,
    double theirs,
    OptionalDouble ourCpu,
    OptionalDouble theirCpu) {

  /** The verdict over rounds, each with a sample of every contender. */
  static Verdict of(
      String work, Comparison comparison, List<? extends Map<Contender, Sample>> rounds) {
    double[] ours = values(comparison.ours(), comparison.metric(), rounds);
    double[] theirs = values(comparison.peer(), comparison.metric(), rounds);
    double[] ratios = new double[rounds.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ours[i] / theirs[i];
    }
    return new Verdict(
        work,
        comparison,
        Spread.of(ratios),
        Spread.of(ours).median(),
        Spread.of(theirs).median(),
        cpu(comparison.ours(), rounds),
        cpu(comparison.peer(), rounds));
  }

  private static double[] values(
      Contender contender, Metric metric, List<? extends Map<Contender, Sample>> rounds) {
    return rounds.stream().mapToDouble(round -> round.get(contender).require(metric)).toArray();
  }

  private static OptionalDouble cpu(
      Contender contender, List<? extends Map<Contender, Sample>> rounds) {
    double[] told =
        rounds.stream()
            .map(round -> round.get(contender).get(Metric.CPU_SECONDS_PER_GIB))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    return told.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Spread.of(told).median());
  }
}
