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

/** Bytes that do not compress are written and read, beside Hadoop's local file systems. */
final class RandomContent implements Workload {

  private static final Goal CHECKSUMMED_GOAL = Goal.atLeast(1.2);
  private static final Goal RAW_GOAL = Goal.atLeast(0.8);

  /** Stored as frames, since its name says nothing of what is in it. */
  private static final String FRAMED = "random.bin";

  /** Stored as it is, because of its suffix. */
  private static final String PLAIN = "random.parquet";

  private static final String CHECKSUMMED = "random.checksummed";
  private static final String RAW = "random.raw";

  @Override
  public String name() {
    return "random-bytes";
  }

  @Override
  public String title() {
    return "filedl write and read of random bytes against Hadoop's file:// and RawLocalFileSystem";
  }

  @Override
  public Table run(Lab lab) throws IOException {
    DataSet data = lab.data().get(Kind.RANDOM);
    Mounts mounts = new Mounts(lab);
    try (Mount filedl = mounts.ours("filedl", Map.of());
        Mount file = mounts.checksummedFile();
        Mount raw = mounts.rawFile()) {
      List<ApiWrite> writers =
          List.of(
              new ApiWrite(lab, "filedl", filedl, data, FRAMED),
              new ApiWrite(lab, "filedl, plain", filedl, data, PLAIN),
              new ApiWrite(lab, file.name(), file, data, CHECKSUMMED),
              new ApiWrite(lab, raw.name(), raw, data, RAW));
      List<Verdict> verdicts =
          new ArrayList<>(lab.referee().judge(contest("write random bytes", writers)));
      for (ApiWrite writer : writers) {
        writer.write();
      }
      Path checksummed = lab.peers().resolve(CHECKSUMMED);
      List<Contender> readers =
          List.of(
              reader(lab, "filedl", filedl, FRAMED, ShellProgram.stored(lab, FRAMED)),
              reader(lab, "filedl, plain", filedl, PLAIN, lab.root().resolve(PLAIN)),
              reader(
                  lab, file.name(), file, CHECKSUMMED, checksummed, Mounts.checksums(checksummed)),
              reader(lab, raw.name(), raw, RAW, lab.peers().resolve(RAW)));
      verdicts.addAll(lab.referee().judge(contest("read random bytes", readers)));
      return VerdictTable.of(verdicts);
    }
  }

  private static Contender reader(
      Lab lab, String name, Mount mount, String fileName, Path... inputs) {
    return new ApiRead(lab, name, mount, fileName, lab.data().bytes(), List.of(inputs));
  }

  /** Ours in both forms against both peers. */
  private static Contest contest(String work, List<? extends Contender> contenders) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Contender ours : contenders.subList(0, 2)) {
      comparisons.add(
          new Comparison(ours, contenders.get(2), Metric.MB_PER_SECOND, CHECKSUMMED_GOAL));
      comparisons.add(new Comparison(ours, contenders.get(3), Metric.MB_PER_SECOND, RAW_GOAL));
    }
    return new Contest(work, comparisons);
  }
}
