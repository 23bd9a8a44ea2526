package io.s3dl.cli;

import io.s3dl.fs.ContentFileStatus;
import io.s3dl.fs.FileVerification;
import io.s3dl.fs.ObjectFileSystem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Verifies files and all that is below directories, one file after the other, prints a line for
 * each bad one and counts. What is wrong with one file or directory never keeps it from the others.
 */
final class TreeVerification {

  private final PrintWriter out;
  private final boolean strict;
  private final Optional<ProgressBar> progress;
  private final long started = System.nanoTime();
  private long files;
  private long bytes;
  private long bad;
  private long unverifiable;
  private long vanished;

  /**
   * Creates a verification that has seen nothing yet.
   *
   * @param strict whether a file without a recorded checksum is an error
   */
  TreeVerification(PrintWriter out, boolean strict, Optional<ProgressBar> progress) {
    this.out = out;
    this.strict = strict;
    this.progress = progress;
  }

  /**
   * Verifies a file, or everything below a directory, even if that itself is named by a link.
   *
   * @throws InterruptedIOException if the thread is interrupted; nothing else is thrown
   */
  void verify(ObjectFileSystem fileSystem, FileStatus start) throws InterruptedIOException {
    if (start.isFile()) {
      verifyFile(fileSystem, start.getPath());
      return;
    }
    ArrayDeque<Path> directories = new ArrayDeque<>();
    directories.push(start.getPath());
    while (!directories.isEmpty()) {
      verifyDirectory(fileSystem, directories.pop(), directories);
    }
  }

  private void verifyDirectory(
      ObjectFileSystem fileSystem, Path directory, ArrayDeque<Path> directories)
      throws InterruptedIOException {
    try {
      RemoteIterator<FileStatus> children = fileSystem.listStatusIterator(directory);
      while (children.hasNext()) {
        FileStatus child = children.next();
        if (child.isFile()) {
          verifyFile(fileSystem, child.getPath());
        } else if (!(child instanceof ContentFileStatus ours && ours.isSymbolicLink())) {
          directories.push(child.getPath());
        }
      }
    } catch (FileNotFoundException e) {
      vanished++;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      bad(OpenFileSystems.text(directory) + " (not listed to its end)", e);
    }
  }

  private void verifyFile(ObjectFileSystem fileSystem, Path path) throws InterruptedIOException {
    long before = bytes;
    try {
      FileVerification result =
          FileVerification.of(
              fileSystem, path, done -> progress.ifPresent(bar -> bar.update(before + done)));
      files++;
      bytes += result.verified() ? result.contentBytes() : 0;
      if (!result.verified()) {
        unverifiable++;
        if (strict) {
          print(
              OpenFileSystems.text(path)
                  + ": unverifiable: a plain file whose CRC32C is not recorded");
        }
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (FileNotFoundException e) {
      vanished++; // deleted since it was listed, or a link that leads nowhere
    } catch (IOException | RuntimeException e) {
      files++;
      bad(OpenFileSystems.text(path), e);
    }
  }

  /** Counts and reports something that could not be verified. */
  void bad(String path, Exception failure) {
    bad++;
    print(path + ": " + Failures.reason(failure));
  }

  private void print(String line) {
    progress.ifPresent(ProgressBar::clear);
    out.println(line);
  }

  /** Whether the exit status is to tell of something. */
  boolean failed() {
    return bad > 0 || (strict && unverifiable > 0);
  }

  /** What was done, in one line. */
  String summary() {
    long nanos = System.nanoTime() - started;
    String gone = vanished == 0 ? "" : vanished + " deleted meanwhile or dangling links, ";
    return String.format(
        Locale.ROOT,
        "%,d %s, %s verified, %,d bad, %,d unverifiable, %s%s",
        files,
        files == 1 ? "file" : "files",
        Amounts.bytes(bytes),
        bad,
        unverifiable,
        gone,
        Amounts.rate(bytes, nanos));
  }
}
