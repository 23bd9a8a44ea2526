package io.s3dl.cli;

import io.s3dl.fs.Finding;
import io.s3dl.fs.ObjectFileSystem;
import io.s3dl.fs.TreeCheck;
import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds what is wrong with how files are stored, and mends what can be mended. */
@Command(
    name = "fsck",
    description = {
      "Looks below the paths for what dead writers left, for files stored in both forms, for"
          + " compressed files that are damaged or none, for files beside directories of the same"
          + " name, and for names that cannot be reached.",
      "Prints a line for each and a summary. Changes nothing without --fix. Symbolic links to"
          + " directories are not followed."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing is wrong, or everything was mended",
      "1:something is wrong still, or a path cannot be looked at",
      "2:the command line is wrong"
    })
final class FsckCommand extends PathsCommand {

  @Option(
      names = "--fix",
      description =
          "Removes what dead writers left, and the plain one of two forms if the compressed one"
              + " is whole, and has the same content or is newer; gives back names that a killed"
              + " process took away.")
  private boolean fix;

  @Option(
      names = "--verify",
      description =
          "Reads all content too, as the command verify does; else only the ends of compressed"
              + " files are read.")
  private boolean verify;

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints no summary, and nothing of files that are being written.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    FsckReport report = new FsckReport(out(), quiet);
    try (OpenFileSystems fileSystems = openFileSystems()) {
      visit(
          fileSystems,
          (files, status) -> check(files, status, report),
          (path, e) -> report.print("", notChecked(path, e)));
    }
    if (!quiet) {
      out().println(report.summary());
    }
    return report.failed() ? 1 : 0;
  }

  private void check(ObjectFileSystem files, FileStatus status, FsckReport report)
      throws IOException {
    TreeCheck.Options options = new TreeCheck.Options(fix, verify);
    String root = OpenFileSystems.root(files);
    report.count(
        TreeCheck.of(files, status.getPath(), options, finding -> report.print(root, finding)));
  }

  private static Finding notChecked(String path, Exception e) {
    return new Finding(path, Finding.State.REMAINS, Failures.reason(e), "not checked");
  }
}
