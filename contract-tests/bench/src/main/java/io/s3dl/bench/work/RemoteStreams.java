package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import io.s3dl.bench.data.Kind;
import io.s3dl.bench.measure.Goal;
import io.s3dl.bench.measure.Meter;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Sample;
import io.s3dl.bench.measure.Verdict;
import io.s3dl.bench.remote.Link;
import io.s3dl.bench.report.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Large files on a store, written and read from the first byte to the last, beside the peer. */
final class RemoteStreams implements Workload {

  /** Of the same bytes in the same form. */
  private static final Goal NOT_SLOWER = Goal.atLeast(1);

  private static final Goal NO_MORE_CPU = Goal.atMost(1);
  private static final Goal TEXT_WRITTEN_SLOWLY = Goal.atLeast(1.5);
  private static final Goal TEXT_READ_SLOWLY = Goal.atLeast(2);

  private final RemoteKind kind;

  RemoteStreams(RemoteKind kind) {
    this.kind = kind;
  }

  @Override
  public String name() {
    return kind.name() + "-streams";
  }

  @Override
  public String title() {
    return kind.ours()
        + " write and read of lineitem and random bytes against "
        + kind.peer()
        + ", direct and over a slow link";
  }

  @Override
  public long largest() {
    return kind.largest();
  }

  @Override
  public Table run(Lab lab) throws IOException {
    Rivals those = kind.rivals().make(lab);
    return RemoteArena.table(those, link -> over(lab, those, link));
  }

  private static List<Verdict> over(Lab lab, Rivals rivals, Link link) throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    for (Kind kind : List.of(Kind.LINEITEM, Kind.RANDOM)) {
      DataSet data = lab.data().get(kind);
      RemoteContest writes =
          RemoteContest.ofWrites(lab, rivals, link, "write " + kind.title(), new Write(lab, data))
              .ours(Metric.MB_PER_SECOND, goal(kind, link, TEXT_WRITTEN_SLOWLY));
      verdicts.addAll(judgePlain(writes, link));
      for (Rival rival : rivals.readers()) {
        try (Mount direct = rival.open(Link.DIRECT)) {
          Write.write(lab, direct, data);
        }
      }
      RemoteContest reads =
          RemoteContest.ofReads(lab, rivals, link, "read " + kind.title(), new Read(lab, data))
              .ours(Metric.MB_PER_SECOND, goal(kind, link, TEXT_READ_SLOWLY));
      verdicts.addAll(judgePlain(reads, link));
      for (Rival rival : rivals.readers()) { // the store may be one that keeps all in memory
        try (Mount direct = rival.open(Link.DIRECT)) {
          direct.files().delete(direct.path(data.name()), false);
        }
      }
    }
    return verdicts;
  }

  private static List<Verdict> judgePlain(RemoteContest contest, Link link) throws IOException {
    contest.plain(Metric.MB_PER_SECOND, NOT_SLOWER);
    if (link == Link.DIRECT) {
      contest.plain(Metric.CPU_SECONDS_PER_GIB, NO_MORE_CPU);
    }
    return contest.judge();
  }

  /**
   * Text pays where the link is slower than the compression; what does not shrink costs nothing.
   */
  private static Goal goal(Kind kind, Link link, Goal ofTextOverSlowLink) {
    if (kind == Kind.RANDOM) {
      return NOT_SLOWER;
    }
    return link == Link.SLOW ? ofTextOverSlowLink : Goal.NONE;
  }

  /** Writes a data set. */
  private record Write(Lab lab, DataSet data) implements RemoteWork {

    @Override
    public String how() {
      return "`FileSystem.create`, 64 KiB a `write`, `close`";
    }

    @Override
    public void prepare(Mount direct) throws IOException {
      lab.settle(List.of(data.file()));
    }

    @Override
    public Sample run(Mount mount) throws IOException {
      return Meter.measure(data.bytes(), () -> write(lab, mount, data));
    }

    static void write(Lab lab, Mount mount, DataSet data) throws IOException {
      new ApiWrite(lab, mount.name(), mount, data, data.name()).write();
    }

    @Override
    public void tidy(Mount direct) throws IOException {
      direct.files().delete(direct.path(data.name()), false);
    }
  }

  /** Reads what was written before. */
  private record Read(Lab lab, DataSet data) implements RemoteWork {

    @Override
    public String how() {
      return "`FileSystem.open`, 64 KiB a `read`, `close`";
    }

    @Override
    public Sample run(Mount mount) throws IOException {
      ApiRead reader = new ApiRead(lab, mount.name(), mount, data.name(), data.bytes(), List.of());
      return Meter.measure(data.bytes(), reader::read);
    }
  }
}
