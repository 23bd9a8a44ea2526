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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Positions of a large file are read at random. */
final class RandomReads implements Workload {

  private static final String FILE = "random-reads.tbl";
  private static final List<Integer> KIB = List.of(4, 64, 1024);

  @Override
  public String name() {
    return "random-reads";
  }

  @Override
  public String title() {
    return "reads of 4 KiB, 64 KiB and 1 MiB at random positions of a compressed file";
  }

  @Override
  public Table run(Lab lab) throws IOException {
    DataSet data = lab.data().get(Kind.LINEITEM);
    Mounts mounts = new Mounts(lab);
    List<Verdict> verdicts = new ArrayList<>();
    try (Mount filedl = mounts.ours("filedl", Map.of());
        Mount file = mounts.checksummedFile();
        Mount raw = mounts.rawFile();
        FrameDecoding decoding = new FrameDecoding(lab, data)) {
      new ApiWrite(lab, filedl.name(), filedl, data, FILE).write();
      new ApiWrite(lab, file.name(), file, data, FILE).write();
      Path peer = lab.peers().resolve(FILE);
      for (int kib : KIB) {
        int bytes = kib << 10;
        Contender ours =
            new PositionedReads(lab, filedl, FILE, bytes, ShellProgram.stored(lab, FILE));
        Contender checked =
            new PositionedReads(lab, file, FILE, bytes, peer, Mounts.checksums(peer));
        Contender unchecked = new PositionedReads(lab, raw, FILE, bytes, peer);
        verdicts.addAll(
            lab.referee()
                .judge(
                    new Contest(
                        "read " + (kib < 1024 ? kib + " KiB" : kib / 1024 + " MiB"),
                        List.of(
                            reported(ours, checked, Metric.MEDIAN_MICROSECONDS),
                            reported(ours, checked, Metric.P99_MICROSECONDS),
                            reported(ours, checked, Metric.STORE_BYTES_PER_BYTE),
                            reported(ours, unchecked, Metric.MEDIAN_MICROSECONDS),
                            new Comparison(
                                ours, decoding, Metric.MEDIAN_MICROSECONDS, goal(bytes))))));
      }
    }
    return VerdictTable.of(verdicts);
  }

  /** As long as it takes to decode the frames that most such reads touch. */
  private static Goal goal(int bytes) {
    return Goal.atMost(bytes < FrameDecoding.FRAME_BYTES ? 1 : 2);
  }

  private static Comparison reported(Contender ours, Contender peer, Metric metric) {
    return new Comparison(ours, peer, metric, Goal.NONE);
  }
}
