package io.s3dl.bench.work;

import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** One operation on all small files of a directory on a remote store, by one thread. */
final class ObjectWalk implements RemoteWork {

  private static final double NANOS = 1e9;

  /** What is done. */
  enum Operation {
    CREATE("create files", "`create`, one `write`, `close` of each file", true),
    LIST("list the directory", "`listStatus`", false),
    READ("open and read each file", "`open`, `read` to the end, `close` of each file", false),
    SUMMARY("du of the directory", "`getContentSummary`", false),
    DELETE("delete each file", "`delete` of each file but one that stays", true),
    RENAME("rename a directory", "`rename` of a directory with half as many files", true);

    private final String title;
    private final String calls;
    private final boolean changes;

    Operation(String title, String calls, boolean changes) {
      this.title = title;
      this.calls = calls;
      this.changes = changes;
    }

    /** What tables call it. */
    String title() {
      return title;
    }
  }

  private final Operation operation;
  private final byte[] content;
  private final int files;

  /**
   * An operation.
   *
   * @param content of each file
   * @param files how many there are; to be renamed, half as many
   */
  ObjectWalk(Operation operation, byte[] content, int files) {
    this.operation = operation;
    this.content = content.clone();
    this.files = operation == Operation.RENAME ? Math.max(1, files / 2) : files;
  }

  @Override
  public String how() {
    return operation.calls;
  }

  /** Files that the operation leaves as they are serve the next run, too. */
  @Override
  public void prepare(Mount direct) throws IOException {
    if (operation.changes || !direct.files().exists(file(direct, files - 1))) {
      direct.files().delete(directory(direct), true);
      if (operation != Operation.CREATE) {
        create(direct);
      }
      if (operation == Operation.DELETE) {
        RemoteArena.keep(direct, directory(direct));
      }
    }
  }

  @Override
  public Sample run(Mount mount) throws IOException {
    FileSystem system = mount.files();
    long start = System.nanoTime();
    long done =
        switch (operation) {
          case CREATE -> create(mount);
          case LIST -> system.listStatus(directory(mount)).length;
          case READ -> read(mount);
          case SUMMARY -> system.getContentSummary(directory(mount)).getFileCount();
          case DELETE -> delete(mount);
          case RENAME -> system.rename(directory(mount), renamed(mount)) ? files : 0;
        };
    double seconds = (System.nanoTime() - start) / NANOS;
    if (done != files) {
      throw new IOException(operation.title + ": " + done + " files instead of " + files);
    }
    return Sample.of(Metric.OPERATIONS_PER_SECOND, files / seconds);
  }

  @Override
  public void tidy(Mount direct) throws IOException {
    if (operation.changes) {
      direct.files().delete(directory(direct), true);
      direct.files().delete(renamed(direct), true);
    }
  }

  private static Path directory(Mount mount) {
    return mount.path("small");
  }

  private static Path renamed(Mount mount) {
    return mount.path("renamed");
  }

  private static Path file(Mount mount, int number) {
    return new Path(directory(mount), "file-" + number + ".tbl");
  }

  private int create(Mount mount) throws IOException {
    for (int i = 0; i < files; i++) {
      try (OutputStream out = mount.files().create(file(mount, i))) {
        out.write(content);
      }
    }
    return files;
  }

  private int read(Mount mount) throws IOException {
    byte[] found = new byte[content.length + 1];
    int whole = 0;
    for (int i = 0; i < files; i++) {
      try (InputStream in = mount.files().open(file(mount, i))) {
        int length = in.readNBytes(found, 0, found.length);
        whole += Arrays.equals(content, 0, content.length, found, 0, length) ? 1 : 0;
      }
    }
    return whole;
  }

  private int delete(Mount mount) throws IOException {
    int deleted = 0;
    for (int i = 0; i < files; i++) {
      deleted += mount.files().delete(file(mount, i), false) ? 1 : 0;
    }
    return deleted;
  }
}
