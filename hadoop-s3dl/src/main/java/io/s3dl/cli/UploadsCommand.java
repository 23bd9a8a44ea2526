package io.s3dl.cli;

import io.s3dl.conf.Durations;
import io.s3dl.fs.ObjectFileSystem;
import io.s3dl.fs.UnfinishedUploads;
import io.s3dl.store.PendingUpload;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Lists uploads that nobody has ended, and aborts them. */
@Command(
    name = "uploads",
    description = {
      "Lists multipart uploads of files at or below the paths that were begun and neither"
          + " completed nor aborted: what dead writers left, which the store keeps and charges for.",
      "Prints a line for each, with its begin, its file in the store and its id, and a summary."
          + " Changes nothing without --abort. A path need not exist."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:a path cannot be looked at, or an upload cannot be aborted: of azdl:// none can",
      "2:the command line is wrong"
    })
final class UploadsCommand extends PathsCommand {

  @Option(
      names = "--older-than",
      paramLabel = "<age>",
      defaultValue = "1d",
      converter = AgeConverter.class,
      description =
          "Passes over uploads that were begun less long ago: 30m, 12h, 7d; 0s is all of them."
              + " Default: ${DEFAULT-VALUE}.")
  private Duration age;

  @Option(
      names = "--abort",
      description =
          "Aborts them. A writer that is still at work on one fails: choose an age that no write"
              + " reaches.")
  private boolean abort;

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints no summary.")
  private boolean quiet;

  private long found;
  private long aborted;
  private boolean failed;

  /** Says in picocli's words what is wrong with an age. */
  static final class AgeConverter implements picocli.CommandLine.ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  @Override
  public Integer call() throws IOException {
    Instant before = Instant.now().minus(age);
    try (OpenFileSystems fileSystems = openFileSystems()) {
      visitPaths(fileSystems, (files, path) -> look(files, path, before), (path, e) -> fail(e));
    }
    if (!quiet) {
      out()
          .println(
              found
                  + (found == 1 ? " upload" : " uploads")
                  + " unfinished"
                  + (abort ? ", " + aborted + " aborted" : ""));
    }
    return failed ? 1 : 0;
  }

  private void look(ObjectFileSystem files, Path path, Instant before) throws IOException {
    Optional<UnfinishedUploads> uploads = UnfinishedUploads.of(files);
    if (uploads.isEmpty()) {
      err()
          .println(
              OpenFileSystems.text(path)
                  + ": this store has no multipart uploads; s3dl fsck finds what dead writers left");
      return;
    }
    if (!uploads.get().canBeAborted()) {
      tellOfBlocks(path);
      failed |= abort;
    }
    String root = OpenFileSystems.root(files);
    uploads.get().visit(path, before, upload -> handle(uploads.get(), root, upload));
  }

  /** What cannot be done here, and why less may be listed than there is. */
  private void tellOfBlocks(Path path) {
    String start = OpenFileSystems.text(path) + ": ";
    if (abort) {
      err()
          .println(
              start
                  + "this store has no request that aborts: write a file of that name and delete"
                  + " it, or wait for a week after the last block was written");
    }
    if (!age.isZero()) {
      err()
          .println(
              start
                  + "this store does not say when unfinished blocks were written, so that all count"
                  + " as begun just now: --older-than 0s lists them");
    }
  }

  private void handle(UnfinishedUploads uploads, String root, PendingUpload upload)
      throws IOException {
    found++;
    boolean gone = abort && uploads.canBeAborted() && aborts(uploads, upload);
    out()
        .println(
            Instant.ofEpochMilli(upload.startedMillis()).truncatedTo(ChronoUnit.SECONDS)
                + "\t"
                + OneLine.of(root + "/" + upload.key())
                + "\t"
                + OneLine.of(upload.id())
                + (gone ? "\taborted" : ""));
  }

  private boolean aborts(UnfinishedUploads uploads, PendingUpload upload) throws IOException {
    try {
      uploads.abort(upload);
      aborted++;
      return true;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      fail(e);
      return false;
    }
  }

  private void fail(Exception e) {
    failed = true;
    tell(e);
  }
}
