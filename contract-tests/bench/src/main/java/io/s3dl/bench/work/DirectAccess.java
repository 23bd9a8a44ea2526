package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import io.s3dl.bench.data.Kind;
import io.s3dl.bench.measure.Comparison;
import io.s3dl.bench.measure.Contest;
import io.s3dl.bench.measure.Goal;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Verdict;
import io.s3dl.bench.report.Table;
import io.s3dl.bench.report.VerdictTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plain files are written and read with O_DIRECT, beside {@code fio}. */
final class DirectAccess implements Workload {

  private static final Goal GOAL = Goal.atLeast(0.95);
  private static final String FILE = "direct.bin";

  /** The default of {@code fs.s3dl.local.part.size}, and what a sequential read fetches. */
  private static final int BLOCK_BYTES = 1 << 20;

  /** How many of these a stream of ours has under way, writing and reading. */
  private static final int DEPTH = 4;

  @Override
  public String name() {
    return "direct";
  }

  @Override
  public String title() {
    return "directdl write and read of plain files against fio with O_DIRECT";
  }

  @Override
  public Table run(Lab lab) throws IOException {
    DataSet data = lab.data().get(Kind.RANDOM);
    Map<String, String> plain = Map.of(Mounts.CODEC, "none", "fs.s3dl.direct.required", "true");
    try (Mount directdl = new Mounts(lab).ours("directdl", plain)) {
      ApiWrite writer = new ApiWrite(lab, "directdl", directdl, data, FILE);
      FioProgram fioWriter =
          new FioProgram(
              lab, FioProgram.Work.WRITE, lab.peers().resolve("fio.bin"), BLOCK_BYTES, DEPTH);
      List<Verdict> verdicts =
          new ArrayList<>(
              lab.referee()
                  .judge(
                      new Contest(
                          "write, O_DIRECT",
                          List.of(new Comparison(writer, fioWriter, Metric.MB_PER_SECOND, GOAL)))));
      writer.write();
      ApiRead reader = new ApiRead(lab, "directdl", directdl, FILE, data.bytes(), List.of());
      FioProgram fioReader =
          new FioProgram(lab, FioProgram.Work.READ, lab.root().resolve(FILE), BLOCK_BYTES, DEPTH);
      verdicts.addAll(
          lab.referee()
              .judge(
                  new Contest(
                      "read, O_DIRECT",
                      List.of(new Comparison(reader, fioReader, Metric.MB_PER_SECOND, GOAL)))));
      return VerdictTable.of(verdicts);
    }
  }
}
