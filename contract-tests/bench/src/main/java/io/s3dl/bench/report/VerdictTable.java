package io.s3dl.bench.report;

import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Verdicts as a table, a line each, with what all contenders do below it. */
public final class VerdictTable {

  private static final List<String> HEADER =
      List.of(
          "Work",
          "Ours",
          "Peer",
          "Unit",
          "Our figure",
          "Peer's",
          "Ratio",
          "Lowest–highest",
          "Goal",
          "Met");

  private static final String CPU_HEADER = "CPU s/GiB, ours : peer's";

  private VerdictTable() {}

  /** The table of these verdicts. */
  public static Table of(List<Verdict> verdicts) {
    boolean cpu = verdicts.stream().anyMatch(VerdictTable::tellsCpu);
    List<String> header = new ArrayList<>(HEADER);
    if (cpu) {
      header.add(CPU_HEADER);
    }
    List<List<String>> rows = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      List<String> row = new ArrayList<>(row(verdict));
      if (cpu) {
        row.add(cpu(verdict.ourCpu()) + " : " + cpu(verdict.theirCpu()));
      }
      rows.add(row);
    }
    return new Table(header, rows, notes(verdicts));
  }

  private static List<String> row(Verdict verdict) {
    Metric metric = verdict.comparison().metric();
    double ratio = verdict.ratio().median();
    return List.of(
        verdict.work(),
        verdict.comparison().ours().name(),
        verdict.comparison().peer().name(),
        metric.unit(),
        metric.format(verdict.ours()),
        metric.format(verdict.theirs()),
        String.format(Locale.ROOT, "%.2f", ratio),
        verdict.ratio().ends(),
        verdict.comparison().goal().text(),
        verdict.comparison().goal().verdict(ratio));
  }

  /** Whether the CPU time stands beside another metric. */
  private static boolean tellsCpu(Verdict verdict) {
    return verdict.comparison().metric() != Metric.CPU_SECONDS_PER_GIB
        && verdict.ourCpu().isPresent();
  }

  private static String cpu(OptionalDouble seconds) {
    return seconds.isPresent() ? Metric.CPU_SECONDS_PER_GIB.format(seconds.getAsDouble()) : "–";
  }

  /** What the contenders do; those that do the same share a line. */
  private static List<String> notes(List<Verdict> verdicts) {
    Map<String, Set<String>> names = new LinkedHashMap<>();
    for (Verdict verdict : verdicts) {
      for (Contender contender :
          List.of(verdict.comparison().ours(), verdict.comparison().peer())) {
        names.computeIfAbsent(contender.how(), how -> new LinkedHashSet<>()).add(contender.name());
      }
    }
    return names.entrySet().stream()
        .map(each -> String.join(", ", each.getValue()) + ": " + each.getKey())
        .toList();
  }
}
