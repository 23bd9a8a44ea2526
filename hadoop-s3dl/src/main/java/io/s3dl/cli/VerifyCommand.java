package io.s3dl.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
final class VerifyCommand extends PathsCommand {

  @Option(names = "--strict", description = "Takes an unverifiable file for a bad one.")
  private boolean strict;

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints no progress and no summary.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    try (OpenFileSystems fileSystems = openFileSystems()) {
      boolean bar = !quiet && ProgressBar.hasTerminal();
      OptionalLong total = bar ? total(fileSystems) : OptionalLong.empty();
      try (ProgressBar progress = new ProgressBar(err(), total, System::nanoTime)) {
        TreeVerification verification =
            new TreeVerification(out(), strict, bar ? Optional.of(progress) : Optional.empty());
        visit(fileSystems, verification::verify, verification::bad);
        progress.clear();
        if (!quiet) {
          out().println(verification.summary());
        }
        return verification.failed() ? 1 : 0;
      }
    }
  }

  /** All content below the paths; empty if that cannot be told, which the work itself explains. */
  private OptionalLong total(OpenFileSystems fileSystems) throws InterruptedIOException {
    LongAdder total = new LongAdder();
    AtomicBoolean known = new AtomicBoolean(true);
    visit(
        fileSystems,
        (files, status) -> total.add(files.getContentSummary(status.getPath()).getLength()),
        (path, e) -> known.set(false));
    return known.get() ? OptionalLong.of(total.sum()) : OptionalLong.empty();
  }
}
