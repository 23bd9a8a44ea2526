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

/** Compressed files are read, beside the program {@code zstd}. */
final class CompressedReads implements Workload {

  private static final Goal GOAL = Goal.atLeast(1.6);

  @Override
  public String name() {
    return "compressed-read";
  }

  @Override
  public String title() {
    return "filedl read of text, levels 1 and 3, against zstd -dc";
  }

  @Override
  public Table run(Lab lab) throws IOException {
    return TextAtLevels.judged(lab, CompressedReads::read);
  }

  private static List<Verdict> read(Lab lab, DataSet data, int level) throws IOException {
    String fileName = "read-" + level + "-" + data.name();
    Map<String, String> settings = Map.of(Mounts.LEVEL, String.valueOf(level));
    try (Mount filedl = new Mounts(lab).ours("filedl", settings)) {
      new ApiWrite(lab, "filedl", filedl, data, fileName).write();
      ZstdProgram zstd = new ZstdProgram(lab, 0, level);
      zstd.compress(data);
      ApiRead api =
          new ApiRead(
              lab,
              "filedl",
              filedl,
              fileName,
              data.bytes(),
              List.of(ShellProgram.stored(lab, fileName)));
      Program cat = new ShellProgram(lab).cat(fileName, data.bytes());
      Program peer = zstd.decompressor(data);
      return lab.referee()
          .judge(
              new Contest(
                  "read " + data.kind().title() + ", level " + level,
                  List.of(
                      new Comparison(api, peer, Metric.MB_PER_SECOND, GOAL),
                      new Comparison(cat, peer, Metric.MB_PER_SECOND, GOAL))));
    }
  }
}
