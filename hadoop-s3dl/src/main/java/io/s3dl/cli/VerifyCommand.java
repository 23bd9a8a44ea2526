package io.s3dl.cli;

import io.s3dl.fs.ObjectFileSystem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Reads files again and holds them against what was recorded when they were written. */
@Command(
    name = "verify",
    description = {
      "Reads every file below the paths again and verifies it: of a compressed file every rule"
          + " of the format and every checksum, of a plain one the recorded CRC32C.",
      "Prints a line for each bad file and a summary. Plain files without a recorded checksum"
          + " are counted as unverifiable. Symbolic links to directories are not followed."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every file is good, or unverifiable without --strict",
      "1:a file is bad or cannot be read, or unverifiable with --strict",
      "2:the command line is wrong"
    })
final class VerifyCommand implements Callable<Integer> {

  @ParentCommand private S3dlCommand parent;

  @Mixin(name = CommonOptions.MIXIN)
  private CommonOptions common;

  @Option(names = "--strict", description = "Takes an unverifiable file for a bad one.")
  private boolean strict;

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints no progress and no summary.")
  private boolean quiet;

  @Parameters(
      arity = "1..*",
      paramLabel = "<path>",
      description = "Files, directories or patterns.")
  private List<String> paths;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (OpenFileSystems fileSystems = new OpenFileSystems(parent.conf(common))) {
      boolean bar = !quiet && ProgressBar.hasTerminal();
      PrintWriter err = spec.commandLine().getErr();
      OptionalLong total = bar ? total(fileSystems) : OptionalLong.empty();
      try (ProgressBar progress = new ProgressBar(err, total, System::nanoTime)) {
        TreeVerification verification =
            new TreeVerification(
                spec.commandLine().getOut(),
                strict,
                bar ? Optional.of(progress) : Optional.empty());
        for (String path : paths) {
          verify(fileSystems, verification, path);
        }
        progress.clear();
        if (!quiet) {
          spec.commandLine().getOut().println(verification.summary());
        }
        return verification.failed() ? 1 : 0;
      }
    }
  }

  private static void verify(
      OpenFileSystems fileSystems, TreeVerification verification, String path) throws IOException {
    try {
      ObjectFileSystem files = fileSystems.of(new Path(path));
      for (FileStatus status : OpenFileSystems.resolve(files, new Path(path))) {
        verification.verify(files, status);
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      verification.bad(path, e);
    }
  }

  /** All content below the paths; empty if that cannot be told, which the work itself explains. */
  private OptionalLong total(OpenFileSystems fileSystems) {
    long total = 0;
    for (String path : paths) {
      try {
        ObjectFileSystem files = fileSystems.of(new Path(path));
        for (FileStatus status : OpenFileSystems.resolve(files, new Path(path))) {
          total += files.getContentSummary(status.getPath()).getLength();
        }
      } catch (IOException | IllegalArgumentException e) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(total);
  }
}
