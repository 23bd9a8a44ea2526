package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import io.s3dl.bench.data.Kind;
import io.s3dl.bench.measure.Comparison;
import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Contest;
import io.s3dl.bench.measure.Goal;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Verdict;
import io.s3dl.bench.report.Table;
import io.s3dl.bench.report.VerdictTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** CPU time of compressed files, beside {@code zstd} with one thread and a checksum. */
final class CpuTime implements Workload {

  private static final Goal GOAL = Goal.atMost(1.15);
  private static final int LEVEL = 3;
  private static final String WRITTEN = "cpu-written.tbl";
  private static final String READ = "cpu-read.tbl";

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public String title() {
    return "CPU seconds of filedl write and read, lineitem, level 3, against zstd -T1 and a CRC32C";
  }

  @Override
  public Table run(Lab lab) throws IOException {
    DataSet data = lab.data().get(Kind.LINEITEM);
    ZstdProgram zstd = new ZstdProgram(lab, 1, LEVEL);
    List<Verdict> verdicts = new ArrayList<>();
    try (Mount filedl = new Mounts(lab).filedl()) {
      Contender writer = new ApiWrite(lab, "filedl", filedl, data, WRITTEN);
      verdicts.addAll(judge(lab, "write lineitem, level 3", writer, zstd.compressor(data)));
      zstd.compress(data);
      new ApiWrite(lab, "filedl", filedl, data, READ).write();
      Contender reader =
          new ApiRead(
              lab, "filedl", filedl, READ, data.bytes(), List.of(ShellProgram.stored(lab, READ)));
      verdicts.addAll(judge(lab, "read lineitem, level 3", reader, zstd.decompressor(data)));
    }
    return VerdictTable.of(verdicts);
  }

  private static List<Verdict> judge(Lab lab, String work, Contender ours, Contender zstd)
      throws IOException {
    Contender peer = new WithChecksum(zstd, lab.data().bytes());
    return lab.referee()
        .judge(
            new Contest(
                work, List.of(new Comparison(ours, peer, Metric.CPU_SECONDS_PER_GIB, GOAL))));
  }
}
