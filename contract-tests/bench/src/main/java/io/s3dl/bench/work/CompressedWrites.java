package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import io.s3dl.bench.measure.Comparison;
import io.s3dl.bench.measure.Contest;
import io.s3dl.bench.measure.Goal;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Verdict;
import io.s3dl.bench.report.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Compressed files are written, beside the program {@code zstd}. */
final class CompressedWrites implements Workload {

  private static final Goal GOAL = Goal.atLeast(1.1);

  @Override
  public String name() {
    return "compressed-write";
  }

  @Override
  public String title() {
    return "filedl write of text, levels 1 and 3, against zstd with all processors";
  }

  @Override
  public Table run(Lab lab) throws IOException {
    return TextAtLevels.judged(lab, CompressedWrites::write);
  }

  private static List<Verdict> write(Lab lab, DataSet data, int level) throws IOException {
    String fileName = "written-" + data.name();
    Map<String, String> settings = Map.of(Mounts.LEVEL, String.valueOf(level));
    try (Mount filedl = new Mounts(lab).ours("filedl", settings)) {
      Program zstd = new ZstdProgram(lab, 0, level).compressor(data);
      ApiWrite api = new ApiWrite(lab, "filedl", filedl, data, fileName);
      Program put = new ShellProgram(lab).put(data, fileName, level);
      return lab.referee()
          .judge(
              new Contest(
                  "write " + data.kind().title() + ", level " + level,
                  List.of(
                      new Comparison(api, zstd, Metric.MB_PER_SECOND, GOAL),
                      new Comparison(put, zstd, Metric.MB_PER_SECOND, GOAL))));
    }
  }
}
