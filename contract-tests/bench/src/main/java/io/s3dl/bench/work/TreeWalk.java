package io.s3dl.bench.work;

import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** One operation on all small files, by a file system that was opened for it. */
final class TreeWalk implements Contender {

  private static final double NANOS = 1e9;

  /** What is done. */
  enum Operation {
    READ("open and read each file"),
    LIST("list the directory"),
    STATUS("status of each file"),
    SUMMARY("du of the directory");

    private final String title;

    Operation(String title) {
      this.title = title;
    }

    /** What tables call it. */
    String title() {
      return title;
    }
  }

  private final Lab lab;
  private final Operation operation;
  private final Opener opener;
  private final boolean listedBefore;
  private final String name;
  private Optional<Mount> mount = Optional.empty();

  /**
   * An operation.
   *
   * @param listedBefore whether the directory is listed before the time is taken
   */
  TreeWalk(Lab lab, Operation operation, Opener opener, boolean listedBefore, String name) {
    this.lab = lab;
    this.operation = operation;
    this.opener = opener;
    this.listedBefore = listedBefore;
    this.name = name;
  }

  /** The directory of the small files. */
  static Path directory(Mount mount) {
    return mount.path("small");
  }

  /** One of the small files. */
  static Path file(Mount mount, int number) {
    return new Path(directory(mount), "file-" + number + ".tbl");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String how() {
    return "`open` and `read`, `listStatus`, `getFileStatus`, `getContentSummary`, by one thread"
        + " and a file system opened for this run"
        + (listedBefore ? ", which has listed the directory before" : "");
  }

  @Override
  public void prepare() throws IOException {
    lab.settle(List.of());
    Mount opened = opener.open();
    mount = Optional.of(opened);
    if (listedBefore) {
      opened.files().listStatus(directory(opened));
    }
  }

  @Override
  public Sample run() throws IOException {
    Mount opened = mount.orElseThrow();
    long start = System.nanoTime();
    long files =
        switch (operation) {
          case READ -> read(opened);
          case LIST -> opened.files().listStatus(directory(opened)).length;
          case STATUS -> status(opened);
          case SUMMARY -> opened.files().getContentSummary(directory(opened)).getFileCount();
        };
    double seconds = (System.nanoTime() - start) / NANOS;
    if (files != lab.smallFiles()) {
      throw new IOException("Found " + files + " files instead of " + lab.smallFiles());
    }
    return Sample.of(Metric.OPERATIONS_PER_SECOND, files / seconds);
  }

  private int read(Mount opened) throws IOException {
    byte[] content = new byte[SmallFiles.BYTES + 1];
    int whole = 0;
    for (int i = 0; i < lab.smallFiles(); i++) {
      try (InputStream in = opened.files().open(file(opened, i))) {
        whole += in.readNBytes(content, 0, content.length) == SmallFiles.BYTES ? 1 : 0;
      }
    }
    return whole;
  }

  private int status(Mount opened) throws IOException {
    int whole = 0;
    for (int i = 0; i < lab.smallFiles(); i++) {
      long length = opened.files().getFileStatus(file(opened, i)).getLen();
      whole += length == SmallFiles.BYTES ? 1 : 0;
    }
    return whole;
  }

  @Override
  public void tidy() throws IOException {
    if (mount.isPresent()) {
      mount.get().close();
      mount = Optional.empty();
    }
  }
}
