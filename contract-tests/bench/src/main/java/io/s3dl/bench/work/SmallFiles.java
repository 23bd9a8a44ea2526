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
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Many small files in one directory. */
final class SmallFiles implements Workload {

  /** Of each file. */
  static final int BYTES = 10_000;

  private static final Goal GOAL = Goal.atLeast(0.5);

  @Override
  public String name() {
    return "small-files";
  }

  @Override
  public String title() {
    return "open and read, list, status and du of many files of 10 kB, against file://";
  }

  @Override
  public Table run(Lab lab) throws IOException {
    Mounts mounts = new Mounts(lab);
    DataSet data = lab.data().get(Kind.LINEITEM);
    // Nothing of this is measured, and need not last.
    try (Mount filedl = mounts.ours("filedl", Map.of("fs.s3dl.local.sync", "false"));
        Mount file = mounts.checksummedFile()) {
      write(lab, data, filedl);
      write(lab, data, file);
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (TreeWalk.Operation operation : TreeWalk.Operation.values()) {
      TreeWalk peer = new TreeWalk(lab, operation, mounts::checksummedFile, false, "file://");
      TreeWalk cold =
          new TreeWalk(lab, operation, mounts::filedl, false, "filedl, lengths unknown");
      TreeWalk warm = new TreeWalk(lab, operation, mounts::filedl, true, "filedl, lengths known");
      verdicts.addAll(
          lab.referee()
              .judge(
                  new Contest(
                      operation.title(),
                      List.of(
                          new Comparison(cold, peer, Metric.OPERATIONS_PER_SECOND, GOAL),
                          new Comparison(warm, peer, Metric.OPERATIONS_PER_SECOND, GOAL)))));
    }
    return VerdictTable.of(verdicts);
  }

  /** Each file has another piece of the data set. */
  private static void write(Lab lab, DataSet data, Mount mount) throws IOException {
    byte[] piece = new byte[BYTES];
    try (InputStream source = Files.newInputStream(data.file())) {
      for (int i = 0; i < lab.smallFiles(); i++) {
        if (source.readNBytes(piece, 0, BYTES) < BYTES) {
          throw new EOFException(
              "--size must be at least " + (long) lab.smallFiles() * BYTES + " for these files");
        }
        try (OutputStream out = mount.files().create(TreeWalk.file(mount, i))) {
          out.write(piece);
        }
      }
    }
  }
}
