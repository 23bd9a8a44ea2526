package io.s3dl.bench.work;

import com.github.luben.zstd.ZstdOutputStream;
import io.s3dl.bench.data.S3dlioInput;
import io.s3dl.bench.measure.Comparison;
import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Contest;
import io.s3dl.bench.measure.Goal;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Sample;
import io.s3dl.bench.measure.Step;
import io.s3dl.bench.measure.Verdict;
import io.s3dl.bench.report.Table;
import io.s3dl.bench.report.VerdictTable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How fast small files are written at several levels, beside what s3dlio tells of itself. */
final class S3dlioSpeed implements Workload {

  private static final int BYTES = 1_000_000;
  private static final double MIB = 1 << 20;
  private static final double NANOS = 1e9;
  private static final String FILE = "speed.json";

  /**
   * What is measured at one level.
   *
   * @param files how many a run writes, so that it takes long enough
   * @param theirs what s3dlio tells, in MiB/s
   */
  private record Case(int level, int files, double theirs) {}

  private static final List<Case> CASES =
      List.of(new Case(1, 50, 76), new Case(5, 30, 26), new Case(10, 10, 12), new Case(22, 1, 0.2));

  @Override
  public String name() {
    return "s3dlio-speed";
  }

  @Override
  public String title() {
    return "write of 1,000,000 bytes of s3dlio's JSON, levels 1, 5, 10 and 22";
  }

  @Override
  public Table run(Lab lab) throws IOException {
    byte[] content = S3dlioInput.JSON.bytes(BYTES);
    List<Verdict> verdicts = new ArrayList<>();
    for (Case each : CASES) {
      Map<String, String> settings = Map.of(Mounts.LEVEL, String.valueOf(each.level()));
      try (Mount filedl = new Mounts(lab).ours("filedl", settings)) {
        Contender ours =
            new Repeated(
                lab,
                "filedl",
                "`FileSystem.create`, one `write`, `close`, which forces file and directory to the"
                    + " disk",
                each.files(),
                () -> write(filedl, content));
        Contender library =
            new Repeated(
                lab,
                "zstd-jni",
                "`ZstdOutputStream` to a file, fsync of the file",
                each.files(),
                () -> write(lab.peers().resolve(FILE), each.level(), content));
        Contender published = new Published(each.theirs());
        verdicts.addAll(
            lab.referee()
                .judge(
                    new Contest(
                        "write 1,000,000 bytes, level " + each.level(),
                        List.of(
                            new Comparison(ours, published, Metric.MIB_PER_SECOND, Goal.NONE),
                            new Comparison(ours, library, Metric.MIB_PER_SECOND, Goal.NONE)))));
      }
    }
    return VerdictTable.of(verdicts);
  }

  private static void write(Mount filedl, byte[] content) throws IOException {
    try (OutputStream out = filedl.files().create(filedl.path(FILE), true)) {
      out.write(content);
    }
  }

  private static void write(Path file, int level, byte[] content) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile());
        ZstdOutputStream compressed =
            new ZstdOutputStream(out).setLevel(level).setCloseFrameOnFlush(true)) {
      compressed.write(content);
      compressed.flush();
      out.getFD().sync();
    }
  }

  /** Some files, one after another. */
  private record Repeated(Lab lab, String name, String how, int files, Step step)
      implements Contender {

    @Override
    public void prepare() throws IOException {
      lab.settle(List.of());
    }

    @Override
    public Sample run() throws IOException {
      long start = System.nanoTime();
      for (int i = 0; i < files; i++) {
        step.run();
      }
      double seconds = (System.nanoTime() - start) / NANOS;
      return Sample.of(Metric.MIB_PER_SECOND, files * (BYTES / MIB) / seconds);
    }
  }

  /** A figure that s3dlio tells of itself. */
  private record Published(double mibPerSecond) implements Contender {

    @Override
    public String name() {
      return "s3dlio";
    }

    @Override
    public String how() {
      return "its own figure, one run on a machine of its makers, fsync included; not measured here";
    }

    @Override
    public Sample run() {
      return Sample.of(Metric.MIB_PER_SECOND, mibPerSecond);
    }
  }
}
