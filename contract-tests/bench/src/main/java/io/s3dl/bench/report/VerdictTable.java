package io.s3dl.bench.report;

import io.s3dl.bench.measure.Comparison;
import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** Verdicts as a table, a line each, with the commands of all contenders below it. */
public final class VerdictTable {

  private static final List<String> HEADER =
      List.of(
          "Work",
          "Ours",
          "Against",
          "Unit",
          "Ours",
          "Theirs",
          "Ratio",
          "Lowest–highest",
          "Goal",
          "Met",
          "CPU s/GiB, ours : theirs");

  private VerdictTable() {}

  /** The table of these verdicts. */
  public static Table of(List<Verdict> verdicts) {
    Set<String> notes = new LinkedHashSet<>();
    List<List<String>> rows = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      Comparison comparison = verdict.comparison();
      rows.add(row(verdict));
      notes.add(note(comparison.ours()));
      notes.add(note(comparison.peer()));
    }
    return new Table(HEADER, rows, List.copyOf(notes));
  }

  private static List<String> row(Verdict verdict) {
    Comparison comparison = verdict.comparison();
    Metric metric = comparison.metric();
    double ratio = verdict.ratio().median();
    return List.of(
        verdict.work(),
        comparison.ours().name(),
        comparison.peer().name(),
        metric.unit(),
        metric.format(verdict.ours()),
        metric.format(verdict.theirs()),
        String.format(Locale.ROOT, "%.2f", ratio),
        verdict.ratio().ends(),
        comparison.goal().text(),
        comparison.goal().verdict(ratio),
        cpu(verdict.ourCpu()) + " : " + cpu(verdict.theirCpu()));
  }

  private static String cpu(OptionalDouble seconds) {
    return seconds.isPresent() ? Metric.CPU_SECONDS_PER_GIB.format(seconds.getAsDouble()) : "–";
  }

  private static String note(Contender contender) {
    return contender.name() + ": " + contender.how();
  }
}
