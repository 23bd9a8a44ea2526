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

/** What streams take beside time: memory and system calls. */
final class Resources implements Workload {

  private static final List<Metric> OF_WRITES =
      List.of(
          Metric.HEAP_MIB_PER_GIB,
          Metric.DIRECT_MIB,
          Metric.WRITE_BYTES_PER_BYTE,
          Metric.WRITE_CALLS_PER_GIB);

  private static final List<Metric> OF_READS =
      List.of(
          Metric.HEAP_MIB_PER_GIB,
          Metric.DIRECT_MIB,
          Metric.READ_BYTES_PER_BYTE,
          Metric.READ_CALLS_PER_GIB);

  private static final String WRITES = "`FileSystem.create`, 64 KiB a `write`, `close`";
  private static final String READS = "`FileSystem.open`, 64 KiB a `read`, `close`";

  @Override
  public String name() {
    return "resources";
  }

  @Override
  public String title() {
    return "heap allocated, direct memory and system calls of filedl write and read, and file://";
  }

  @Override
  public Table run(Lab lab) throws IOException {
    Mounts mounts = new Mounts(lab);
    List<Verdict> verdicts = new ArrayList<>();
    for (Kind kind : List.of(Kind.LINEITEM, Kind.RANDOM)) {
      DataSet data = lab.data().get(kind);
      String fileName = "resources-" + data.name();
      ResourceUse.Work write =
          mount -> new ApiWrite(lab, mount.name(), mount, data, fileName).write();
      ResourceUse.Work read =
          mount -> new ApiRead(lab, mount.name(), mount, fileName, data.bytes(), List.of()).read();
      Contender ourWriter = new ResourceUse(lab, "filedl", WRITES, mounts::filedl, write);
      Contender theirWriter =
          new ResourceUse(lab, "file://", WRITES, mounts::checksummedFile, write);
      verdicts.addAll(judge(lab, "write " + kind.title(), ourWriter, theirWriter, OF_WRITES));
      // The last writers have left their files.
      Contender ourReader = new ResourceUse(lab, "filedl", READS, mounts::filedl, read);
      Contender theirReader = new ResourceUse(lab, "file://", READS, mounts::checksummedFile, read);
      verdicts.addAll(judge(lab, "read " + kind.title(), ourReader, theirReader, OF_READS));
    }
    return VerdictTable.of(verdicts);
  }

  private static List<Verdict> judge(
      Lab lab, String work, Contender ours, Contender peer, List<Metric> metrics)
      throws IOException {
    List<Comparison> comparisons =
        metrics.stream().map(metric -> new Comparison(ours, peer, metric, Goal.NONE)).toList();
    return lab.referee().judge(new Contest(work, comparisons));
  }
}
