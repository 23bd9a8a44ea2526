package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import io.s3dl.bench.data.Kind;
import io.s3dl.bench.measure.Goal;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Verdict;
import io.s3dl.bench.remote.Link;
import io.s3dl.bench.report.Table;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Many small files in one directory on a store, beside the peer. */
final class RemoteSmallFiles implements Workload {

  /** Of each file. */
  static final int BYTES = 20_000;

  /** One request instead of two. */
  private static final Goal HALF_THE_TIME = Goal.atLeast(2);

  private static final Goal NOT_SLOWER = Goal.atLeast(1);

  private final RemoteKind kind;

  RemoteSmallFiles(RemoteKind kind) {
    this.kind = kind;
  }

  @Override
  public String name() {
    return kind.name() + "-small-files";
  }

  @Override
  public String title() {
    return kind.ours()
        + " create, list, read, delete, rename and du of many files of 20 kB against "
        + kind.peer();
  }

  @Override
  public long largest() {
    return kind.largest();
  }

  @Override
  public Table run(Lab lab) throws IOException {
    Rivals those = kind.rivals().make(lab);
    byte[] content = content(lab);
    return RemoteArena.table(those, link -> over(lab, those, content, link));
  }

  private List<Verdict> over(Lab lab, Rivals rivals, byte[] content, Link link) throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    for (ObjectWalk.Operation operation : ObjectWalk.Operation.values()) {
      ObjectWalk walk = new ObjectWalk(operation, content, lab.counts().remote());
      verdicts.addAll(
          RemoteContest.of(lab, rivals, link, operation.title(), walk)
              .ours(Metric.OPERATIONS_PER_SECOND, goal(operation))
              .plain(Metric.OPERATIONS_PER_SECOND, NOT_SLOWER)
              .judge());
    }
    return verdicts;
  }

  /**
   * Where listings do not tell the length of compressed files, it is asked of each, once: nothing
   * is promised for those.
   */
  private Goal goal(ObjectWalk.Operation operation) {
    return switch (operation) {
      case READ -> HALF_THE_TIME;
      case LIST, SUMMARY -> kind.listsLengths() ? NOT_SLOWER : Goal.NONE;
      case CREATE, DELETE, RENAME -> NOT_SLOWER;
    };
  }

  private static byte[] content(Lab lab) throws IOException {
    DataSet data = lab.data().get(Kind.LINEITEM);
    try (InputStream source = Files.newInputStream(data.file())) {
      byte[] content = source.readNBytes(BYTES);
      if (content.length < BYTES) {
        throw new EOFException("--size must be at least " + BYTES);
      }
      return content;
    }
  }
}
