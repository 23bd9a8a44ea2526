package io.s3dl.bench.work;

import io.s3dl.bench.measure.Verdict;
import io.s3dl.bench.remote.Link;
import io.s3dl.bench.report.Table;
import io.s3dl.bench.report.VerdictTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Where rivals meet: over one link and then over the other, and the store is left empty. A file in
 * the directory of each keeps S3A from writing a marker when the directory becomes empty: a signed,
 * chunked PUT of no bytes, which Ceph's gateway (16.2, without TLS) refuses.
 */
final class RemoteArena {

  private static final String KEEPER = "keeper";

  private RemoteArena() {}

  /** What is compared over one link. */
  @FunctionalInterface
  interface Meeting {
    /** The verdicts of it. */
    List<Verdict> over(Link link) throws IOException;
  }

  /** The table of what is compared over each link. */
  static Table table(Rivals rivals, Meeting meeting) throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    try {
      for (Rival rival : rivals.all()) {
        try (Mount direct = rival.open(Link.DIRECT)) {
          keep(direct, direct.directory());
        }
      }
      for (Link link : Link.values()) {
        verdicts.addAll(meeting.over(link));
      }
    } finally {
      for (Rival rival : rivals.all()) {
        try (Mount direct = rival.open(Link.DIRECT)) {
          direct.files().delete(direct.directory(), true);
        }
      }
    }
    Table table = VerdictTable.of(verdicts);
    List<String> notes = new ArrayList<>(table.notes());
    notes.add(
        "Store: "
            + rivals.store().server()
            + ", in a process of its own on this machine; slow link: "
            + rivals.store().slowLink().description());
    return new Table(table.header(), table.rows(), notes);
  }

  /** Puts a file into a directory, so that it is never empty. */
  static void keep(Mount mount, Path directory) throws IOException {
    try (OutputStream out = mount.files().create(new Path(directory, KEEPER))) {
      out.write(KEEPER.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
