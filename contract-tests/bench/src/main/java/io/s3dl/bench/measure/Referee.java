package io.s3dl.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Lets contenders run in turns, and reverses their order in every other round, so that a drift of
 * the machine favours nobody.
 */
public final class Referee {

  private final int warmups;
  private final int rounds;
  private final Consumer<String> progress;

  /**
   * Creates a referee.
   *
   * @param warmups rounds that do not count
   * @param rounds rounds that do
   * @param progress told each run
   */
  public Referee(int warmups, int rounds, Consumer<String> progress) {
    if (warmups < 0 || rounds < 1) {
      throw new IllegalArgumentException("At least one round is needed");
    }
    this.warmups = warmups;
    this.rounds = rounds;
    this.progress = progress;
  }

  /** A verdict for each comparison of the contest. */
  public List<Verdict> judge(Contest contest) throws IOException {
    List<Map<Contender, Sample>> samples = rounds(contest);
    return contest.comparisons().stream()
        .map(comparison -> Verdict.of(contest.work(), comparison, samples))
        .toList();
  }

  /** The samples of each contender, a map a round. */
  public List<Map<Contender, Sample>> rounds(Contest contest) throws IOException {
    for (int i = 0; i < warmups; i++) {
      round(contest, "warm-up " + (i + 1), i);
    }
    List<Map<Contender, Sample>> samples = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      samples.add(round(contest, "round " + (i + 1), i));
    }
    return samples;
  }

  private Map<Contender, Sample> round(Contest contest, String name, int number)
      throws IOException {
    List<Contender> order = new ArrayList<>(contest.contenders());
    if (number % 2 == 1) {
      Collections.reverse(order);
    }
    Map<Contender, Sample> samples = new HashMap<>();
    for (Contender contender : order) {
      Sample sample = run(contender);
      samples.put(contender, sample);
      progress.accept(contest.work() + ", " + name + ", " + contender.name() + ": " + text(sample));
    }
    return samples;
  }

  private static Sample run(Contender contender) throws IOException {
    contender.prepare();
    try {
      return contender.run();
    } finally {
      contender.tidy();
    }
  }

  private static String text(Sample sample) {
    return sample.values().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(told -> told.getKey().format(told.getValue()) + " " + told.getKey().unit())
        .collect(Collectors.joining("; "));
  }
}
