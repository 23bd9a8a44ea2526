package io.s3dl.cli;

import io.s3dl.cli.StepLines.Step;
import io.s3dl.fs.ObjectFileSystem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Tries out what a file system must be able to do, in a new directory that is gone afterwards. The
 * first step that fails ends it: the others need what it did.
 */
final class Diagnosis {

  /** Lines of text, of a few frames at most. */
  private static final byte[] CONTENT =
      "s3dl diag writes this, and reads it again.\n".repeat(3000).getBytes(StandardCharsets.UTF_8);

  private static final int RANGE_BYTES = 100;

  private final ObjectFileSystem files;
  private final Path parent;
  private final StepLines lines;
  private final Path directory;
  private final Path file;
  private final Path renamed;

  /**
   * Creates the diagnosis of one directory.
   *
   * @param lines tells how each step went
   */
  Diagnosis(ObjectFileSystem files, Path parent, StepLines lines) {
    this.files = files;
    this.parent = parent;
    this.lines = lines;
    // Names that begin with a dot and s3dl are those of writers, and refused.
    this.directory = new Path(parent, "s3dl-diag-" + UUID.randomUUID());
    this.file = new Path(directory, "written.txt");
    this.renamed = new Path(directory, "renamed.txt");
  }

  /** Whether all went well. */
  boolean run() throws InterruptedIOException {
    List<Step> steps = steps();
    // A directory that cannot be listed is not written to: it might be made by that.
    if (!lines.succeeds(steps.get(0))) {
      return false;
    }
    boolean good = false;
    try {
      good = steps.stream().skip(1).allMatch(this::succeedsUnlessInterrupted);
    } finally {
      good &= succeedsUnlessInterrupted(cleaning());
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("Interrupted while looking at " + parent);
    }
    return good;
  }

  private List<Step> steps() {
    return List.of(
        new Step(
            "list",
            this::list,
            "the path must be a directory that exists and may be listed: look at its name, and at"
                + " the rights of the user"),
        new Step(
            "write",
            () -> write(false),
            "the user must be allowed to write there, and the disk must have room"),
        new Step("status", this::status, "other software changes the files meanwhile"),
        new Step(
            "read",
            this::read,
            "the user must be allowed to read what he wrote; content that differs comes from a"
                + " broken disk or network device"),
        new Step(
            "read ranges",
            this::readRanges,
            "the store, or a proxy before it, does not answer ranges as it should"),
        new Step(
            "create exclusively",
            this::createExclusively,
            "the store overwrites what exists: commits of table formats (Delta, Iceberg) need a"
                + " lock of their own there"),
        new Step("overwrite", () -> write(true), "the user must be allowed to replace files"),
        new Step("rename", this::rename, "the user must be allowed to delete and to copy files"),
        new Step("delete", this::delete, "the user must be allowed to delete files"));
  }

  private Step cleaning() {
    return new Step(
        "clean up",
        () -> {
          files.delete(directory, true);
          check(!files.exists(directory), "it is still there");
          return "";
        },
        "delete " + OpenFileSystems.text(directory) + " by hand");
  }

  private boolean succeedsUnlessInterrupted(Step step) {
    try {
      return lines.succeeds(step);
    } catch (InterruptedIOException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void check(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }

  private String list() throws IOException {
    RemoteIterator<FileStatus> entries = files.listStatusIterator(parent);
    return entries.hasNext() ? "it has entries" : "it is empty";
  }

  private String write(boolean overwrite) throws IOException {
    try (FSDataOutputStream stream = files.create(file, overwrite)) {
      stream.write(CONTENT);
    }
    long stored = files.describe(file).storedBytes();
    return Amounts.bytes(CONTENT.length) + ", stored in " + Amounts.bytes(stored);
  }

  private String status() throws IOException {
    long length = files.getFileStatus(file).getLen();
    check(length == CONTENT.length, "the length is said to be " + length);
    return "";
  }

  private String read() throws IOException {
    try (FSDataInputStream stream = files.open(file)) {
      check(Arrays.equals(stream.readAllBytes(), CONTENT), "it is not what was written");
    }
    return "";
  }

  private String readRanges() throws IOException {
    byte[] range = new byte[RANGE_BYTES];
    try (FSDataInputStream stream = files.open(file)) {
      for (int from : new int[] {CONTENT.length - RANGE_BYTES, CONTENT.length / 2}) {
        stream.readFully(from, range);
        boolean same = Arrays.equals(range, 0, RANGE_BYTES, CONTENT, from, from + RANGE_BYTES);
        check(same, "bytes from " + from + " are not what was written");
      }
    }
    return "";
  }

  private String createExclusively() throws IOException {
    try {
      files.create(file, false).close();
    } catch (FileAlreadyExistsException e) {
      return "refused, as it should be";
    }
    throw new IOException("a file that exists was created anew");
  }

  private String rename() throws IOException {
    check(files.rename(file, renamed), "it was refused");
    check(files.exists(renamed) && !files.exists(file), "the names are not as they should be");
    return "";
  }

  private String delete() throws IOException {
    check(files.delete(renamed, false), "it was refused");
    try {
      files.getFileStatus(renamed);
    } catch (FileNotFoundException e) {
      return "";
    }
    throw new IOException("it is still there");
  }
}
