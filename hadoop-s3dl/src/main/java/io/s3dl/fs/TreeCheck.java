package io.s3dl.fs;

import io.s3dl.fs.Finding.State;
import io.s3dl.store.DirectoryStore;
import io.s3dl.store.FlatStore;
import io.s3dl.store.Leftover;
import io.s3dl.store.ObjectInfo;
import io.s3dl.stream.Waiting;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;

/**
 * Looks through a tree for what is wrong with how it is stored, and mends what can be mended
 * without choosing between contents: what dead writers left, and the plain form of a file if it has
 * the content of the compressed one or is older. What is wrong with one file never keeps it from
 * the others.
 *
 * <p>For one thread. Directories are listed as they are looked through, and files are checked in
 * parallel, a bounded number ahead; findings come in the order of the listing.
 */
public final class TreeCheck {

  /**
   * What is checked and done.
   *
   * @param fix whether anything is changed
   * @param content whether all content is read; else the ends of compressed files
   */
  public record Options(boolean fix, boolean content) {}

  private final FileSystemParts parts;
  private final Optional<DirectoryStore> directories;
  private final Options options;
  private final FileCheck files;
  private final Consumer<Finding> findings;
  private final Optional<FlatLeftovers> flat;
  private final ArrayDeque<String> ahead = new ArrayDeque<>();
  private long objects;
  private long storedBytes;

  private TreeCheck(FileSystemParts parts, Options options, Consumer<Finding> findings) {
    this.parts = parts;
    this.directories = parts.directories();
    this.options = options;
    this.files = new FileCheck(parts, directories, options);
    this.findings = findings;
    this.flat =
        parts.volume().store() instanceof FlatStore store
            ? Optional.of(new FlatLeftovers(store, options.fix(), findings))
            : Optional.empty();
  }

  /**
   * What was looked at.
   *
   * @param objects how many files
   * @param storedBytes what they take in the store
   */
  public record Extent(long objects, long storedBytes) {}

  /**
   * Checks a file, or everything below a directory. Symbolic links to directories are not followed,
   * unless the path itself is one.
   *
   * @param findings told each as it is found
   * @throws FileNotFoundException if there is nothing of that name
   * @throws InterruptedIOException if the thread is interrupted
   */
  public static Extent of(
      ObjectFileSystem fileSystem, Path path, Options options, Consumer<Finding> findings)
      throws IOException {
    if (options.fix()) {
      fileSystem.checkChangeable(path);
    }
    TreeCheck check = new TreeCheck(fileSystem.parts(), options, findings);
    Entry start = fileSystem.parts().namespace().get(fileSystem.key(path));
    if (start.isDirectory()) {
      check.checkTree(start.key());
    } else {
      check.checkFile(start);
    }
    return new Extent(check.objects, check.storedBytes);
  }

  private void checkFile(Entry found) throws IOException {
    Entry file = parts.namespace().listed(found.info());
    Optional<ObjectInfo> hidden =
        file.isCompressed() ? parts.namespace().asStored(file.key()) : Optional.empty();
    count(file);
    files.check(new TwinFilter.Listed(file, hidden)).forEach(findings);
  }

  private void checkTree(String start) throws IOException {
    if (flat.isPresent()) {
      failureOf(() -> flat.get().checkUploads(start))
          .ifPresent(
              e ->
                  report(start, State.REMAINS, reason(e), "unfinished uploads are not looked for"));
    }
    ahead.push(start);
    while (!ahead.isEmpty()) {
      String directory = ahead.pop();
      Optional<IOException> leftovers = failureOf(() -> checkLeftovers(directory));
      try {
        checkEntries(directory);
        leftovers.ifPresent(
            e ->
                report(
                    directory,
                    State.REMAINS,
                    reason(e),
                    "what dead writers left in the directory is not looked for"));
      } catch (InterruptedIOException e) {
        throw e;
      } catch (FileNotFoundException e) {
        if (directory.equals(start)) {
          throw e;
        }
      } catch (IOException e) {
        report(directory, State.REMAINS, reason(e), "what is in the directory is not checked");
      }
    }
  }

  /** Why what writers left could not be looked through, which keeps nobody from the entries. */
  private static Optional<IOException> failureOf(Crew.Task check) throws InterruptedIOException {
    try {
      check.run();
      return Optional.empty();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private void checkEntries(String directory) throws IOException {
    try (TwinFilter entries = parts.listings().entriesOf(directory);
        LookAhead<TwinFilter.Listed, List<Finding>> checks =
            new LookAhead<>(
                parts.volume().io(),
                entries::nextListed,
                listed -> listed.entry().isFile() ? () -> files.check(listed) : null)) {
      for (var next = checks.next(); next != null; next = checks.next()) {
        TwinFilter.Listed listed = next.item();
        if (next.result() != null) {
          count(listed.entry());
          report(listed.entry(), next);
        }
        pushDirectory(listed.entry().info());
        listed.hidden().ifPresent(this::pushDirectory);
      }
    }
  }

  private void report(Entry file, LookAhead.Pending<TwinFilter.Listed, List<Finding>> check)
      throws InterruptedIOException {
    try {
      Waiting.await(check.result(), "checking /" + file.key()).forEach(findings);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      report(file.key(), State.REMAINS, reason(e), "the file is not checked");
    }
  }

  private void pushDirectory(ObjectInfo info) {
    if (info.directory() && !info.symlink()) { // a link may lead back up
      ahead.push(info.key());
    }
  }

  private void count(Entry file) {
    objects++;
    storedBytes += file.info().size();
  }

  private void checkLeftovers(String directory) throws IOException {
    if (flat.isPresent()) {
      flat.get().checkObjects(directory);
    }
    if (directories.isEmpty()) {
      return;
    }
    for (Leftover found : directories.get().leftovers(directory)) {
      boolean settles = found.kind().isRubbish() || found.kind() == Leftover.Kind.DISPLACED;
      if (!settles || !options.fix()) {
        report(found, false);
        continue;
      }
      try {
        Optional<Leftover> settled = directories.get().settle(found.key());
        settled.ifPresent(each -> report(each, true));
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        report(found.key(), State.REMAINS, LeftoverTexts.what(found), reason(e));
      }
    }
  }

  private void report(Leftover found, boolean settled) {
    report(
        found.key(),
        LeftoverTexts.state(found.kind(), settled),
        LeftoverTexts.what(found),
        LeftoverTexts.action(found.kind(), settled));
  }

  private void report(String key, State state, String what, String action) {
    findings.accept(new Finding("/" + key, state, what, action));
  }

  static String reason(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
