package io.s3dl.cli;

import io.s3dl.fs.ObjectFileSystem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command about files of our file systems, which its arguments name; picocli fills it in. */
abstract class PathsCommand implements Callable<Integer> {

  private static final Pattern PATTERN = Pattern.compile("[*?\\[{]");

  @ParentCommand private S3dlCommand parent;

  @Mixin(name = CommonOptions.MIXIN)
  private CommonOptions common;

  @Parameters(
      arity = "1..*",
      paramLabel = "<path>",
      description = "Files and directories; of stat, verify and fsck also patterns.")
  private List<String> paths;

  @Spec private CommandSpec spec;

  /** What is done with a file or directory that an argument stands for. */
  @FunctionalInterface
  interface Visit {
    void to(ObjectFileSystem files, FileStatus status) throws IOException;
  }

  /** What is done with an argument itself. */
  @FunctionalInterface
  interface PathVisit {
    void to(ObjectFileSystem files, Path path) throws IOException;
  }

  /** What is done about an argument that cannot be looked at. */
  @FunctionalInterface
  interface Failure {
    void of(String path, Exception e);
  }

  /** The file systems of the arguments, which the caller closes. */
  OpenFileSystems openFileSystems() {
    return new OpenFileSystems(conf());
  }

  /** What the file systems are configured with. */
  Configuration conf() {
    return parent.conf(common);
  }

  /**
   * Visits what the arguments stand for, in their order. One that fails keeps none of the rest.
   *
   * @throws InterruptedIOException if a visit is interrupted, which ends all
   */
  void visit(OpenFileSystems fileSystems, Visit visit, Failure failure)
      throws InterruptedIOException {
    each(
        fileSystems,
        (files, path) -> {
          for (FileStatus status : OpenFileSystems.resolve(files, path)) {
            visit.to(files, status);
          }
        },
        failure);
  }

  /**
   * The same with the arguments themselves, which need not stand for anything. Patterns are
   * refused: there may be nothing yet that they could be matched with.
   */
  void visitPaths(OpenFileSystems fileSystems, PathVisit visit, Failure failure)
      throws InterruptedIOException {
    each(
        fileSystems,
        (files, path) -> {
          if (PATTERN.matcher(path.toString()).find()) {
            throw new IOException(
                OpenFileSystems.text(path)
                    + " is a pattern, which this command does not match: name a file or directory");
          }
          visit.to(files, path);
        },
        failure);
  }

  private void each(OpenFileSystems fileSystems, PathVisit visit, Failure failure)
      throws InterruptedIOException {
    for (String path : paths) {
      try {
        visit.to(fileSystems.of(new Path(path)), new Path(path));
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException | IllegalArgumentException e) {
        failure.of(path, e);
      }
    }
  }

  /** Says what is wrong with an argument. */
  void tell(Exception e) {
    out().flush(); // in order, where both go to one terminal
    Failures.print(err(), e, parent.stacktrace(common));
  }

  /** For results. */
  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** For messages and progress. */
  PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
