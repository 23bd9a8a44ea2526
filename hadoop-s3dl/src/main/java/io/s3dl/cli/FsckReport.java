package io.s3dl.cli;

import io.s3dl.fs.Finding;
import io.s3dl.fs.TreeCheck;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints findings, a line for each, and counts them. For one thread. */
final class FsckReport {

  private final PrintWriter out;
  private final boolean quiet;
  private long objects;
  private long storedBytes;
  private long problems;
  private long fixed;
  private long beingWritten;

  FsckReport(PrintWriter out, boolean quiet) {
    this.out = out;
    this.quiet = quiet;
  }

  /**
   * Prints and counts one finding.
   *
   * @param root what paths of its file system begin with
   */
  void print(String root, Finding finding) {
    boolean harmless = finding.state() == Finding.State.BEING_WRITTEN;
    if (harmless) {
      beingWritten++;
    } else {
      problems++;
      fixed += finding.isOpen() ? 0 : 1;
    }
    if (!harmless || !quiet) {
      out.println(
          OneLine.of(root + finding.path())
              + ": "
              + OneLine.of(finding.what())
              + ": "
              + OneLine.of(finding.action()));
    }
  }

  void count(TreeCheck.Extent extent) {
    objects += extent.objects();
    storedBytes += extent.storedBytes();
  }

  /** Whether the exit status is to tell of something. */
  boolean failed() {
    return problems > fixed;
  }

  /** What was found, in one line. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%,d %s of %s, %,d %s, %,d fixed%s",
        objects,
        objects == 1 ? "file" : "files",
        Amounts.bytes(storedBytes),
        problems,
        problems == 1 ? "problem" : "problems",
        fixed,
        beingWritten == 0 ? "" : String.format(Locale.ROOT, ", %,d being written", beingWritten));
  }
}
