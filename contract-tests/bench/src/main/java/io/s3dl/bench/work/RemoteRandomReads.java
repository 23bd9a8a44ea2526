package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import io.s3dl.bench.data.Kind;
import io.s3dl.bench.measure.Goal;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Sample;
import io.s3dl.bench.measure.Step;
import io.s3dl.bench.measure.Verdict;
import io.s3dl.bench.remote.Link;
import io.s3dl.bench.report.Table;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileRange;

/** Pieces of a large file on a store, read one by one and many at once, beside the peer. */
final class RemoteRandomReads implements Workload {

  private static final long SEED = 99;
  private static final int READS = 200;
  private static final int READ_BYTES = 1 << 20;
  private static final int RANGES = 64;
  private static final int RANGE_BYTES = 256 << 10;
  private static final Goal NOT_SLOWER = Goal.atLeast(1);
  private static final double NANOS = 1e9;

  private final RemoteKind kind;

  RemoteRandomReads(RemoteKind kind) {
    this.kind = kind;
  }

  @Override
  public String name() {
    return kind.name() + "-random-reads";
  }

  @Override
  public String title() {
    return kind.ours()
        + " reads of 1 MiB at random positions and of 64 ranges at once against "
        + kind.peer();
  }

  @Override
  public long largest() {
    return kind.largest();
  }

  @Override
  public Table run(Lab lab) throws IOException {
    Rivals those = kind.rivals().make(lab);
    DataSet data = lab.data().get(Kind.LINEITEM);
    boolean[] written = new boolean[1];
    return RemoteArena.table(
        those,
        link -> {
          if (!written[0]) {
            write(lab, those, data);
            written[0] = true;
          }
          return over(lab, those, data, link);
        });
  }

  private static void write(Lab lab, Rivals rivals, DataSet data) throws IOException {
    for (Rival rival : rivals.readers()) {
      try (Mount direct = rival.open(Link.DIRECT)) {
        new ApiWrite(lab, direct.name(), direct, data, data.name()).write();
      }
    }
  }

  private static List<Verdict> over(Lab lab, Rivals rivals, DataSet data, Link link)
      throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.addAll(judge(lab, rivals, link, "read 1 MiB at random", new OneByOne(data)));
    verdicts.addAll(judge(lab, rivals, link, "read 64 ranges of 256 KiB", new AtOnce(data)));
    return verdicts;
  }

  private static List<Verdict> judge(
      Lab lab, Rivals rivals, Link link, String title, RemoteWork work) throws IOException {
    return RemoteContest.ofReads(lab, rivals, link, title, work)
        .ours(Metric.OPERATIONS_PER_SECOND, Goal.NONE)
        .plain(Metric.OPERATIONS_PER_SECOND, NOT_SLOWER)
        .judge();
  }

  private static Sample timed(int operations, Step step) throws IOException {
    long start = System.nanoTime();
    step.run();
    return Sample.of(
        Metric.OPERATIONS_PER_SECOND, operations / ((System.nanoTime() - start) / NANOS));
  }

  /** Positioned reads, one after the other; every contender and round reads the same positions. */
  private record OneByOne(DataSet data) implements RemoteWork {

    @Override
    public String how() {
      return "`FileSystem.open`, " + READS + " times `readFully(position, …)`, `close`";
    }

    @Override
    public Sample run(Mount mount) throws IOException {
      return timed(READS, () -> read(mount));
    }

    private void read(Mount mount) throws IOException {
      SplittableRandom random = new SplittableRandom(SEED);
      byte[] destination = new byte[READ_BYTES];
      try (FSDataInputStream in = mount.files().open(mount.path(data.name()))) {
        for (int i = 0; i < READS; i++) {
          long position = random.nextLong(data.bytes() - READ_BYTES + 1);
          in.readFully(position, destination, 0, READ_BYTES);
        }
      }
    }
  }

  /** One vectored read of ranges that lie apart, as those of the columns of a table do. */
  private record AtOnce(DataSet data) implements RemoteWork {

    @Override
    public String how() {
      return "`FileSystem.open`, one `readVectored` of " + RANGES + " ranges, `close`";
    }

    @Override
    public Sample run(Mount mount) throws IOException {
      return timed(RANGES, () -> read(mount));
    }

    private void read(Mount mount) throws IOException {
      long distance = data.bytes() / RANGES;
      int length = (int) Math.min(RANGE_BYTES, distance);
      List<FileRange> ranges = new ArrayList<>();
      for (int i = 0; i < RANGES; i++) {
        ranges.add(FileRange.createFileRange(i * distance, length));
      }
      try (FSDataInputStream in = mount.files().open(mount.path(data.name()))) {
        in.readVectored(ranges, ByteBuffer::allocate);
        for (FileRange range : ranges) {
          if (content(range).remaining() != length) {
            throw new EOFException("A range of " + length + " bytes came back shorter");
          }
        }
      }
    }

    private static ByteBuffer content(FileRange range) throws IOException {
      try {
        return range.getData().get();
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (InterruptedIOException) new InterruptedIOException("Interrupted").initCause(e);
      }
    }
  }
}
