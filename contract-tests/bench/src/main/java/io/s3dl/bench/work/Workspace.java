package io.s3dl.bench.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;

/**
 * The one directory in which benchmarks write and delete. It has a marker, so that no directory of
 * anybody else's is ever taken for it.
 */
public final class Workspace {

  /** Its name in the directory that is given. */
  static final String NAME = "s3dl-bench";

  static final String MARKER = "MADE-BY-S3DL-BENCH";

  private final Path directory;

  private Workspace(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens the workspace in a directory, or makes it.
   *
   * @throws FileAlreadyExistsException if something else has its name
   */
  public static Workspace in(Path parent) throws IOException {
    Path directory = parent.toAbsolutePath().normalize().resolve(NAME);
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new FileAlreadyExistsException(directory.toString(), null, "is not a directory");
    }
    Files.createDirectories(directory);
    Path marker = directory.resolve(MARKER);
    if (!Files.exists(marker)) {
      if (!isEmpty(directory)) {
        throw new FileAlreadyExistsException(
            directory.toString(),
            null,
            "is not empty and has no file "
                + MARKER
                + ": it was not made by s3dl-bench, which would delete files in it");
      }
      Files.writeString(
          marker,
          "s3dl-bench writes to this directory and deletes what is in it.\n",
          StandardCharsets.US_ASCII);
    }
    return new Workspace(directory);
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  /** The directory itself. */
  public Path directory() {
    return directory;
  }

  /** The directory of the data sets, which are kept. */
  public Path data() {
    return directory.resolve("data");
  }

  /** The directory that is the root of our schemes. */
  Path ours() {
    return directory.resolve("ours");
  }

  /** The directory of what peers write. */
  Path peers() {
    return directory.resolve("peers");
  }

  /** Makes the directories of ours and of the peers, empty. */
  public void begin() throws IOException {
    end();
    Files.createDirectories(ours());
    Files.createDirectories(peers());
  }

  /** Removes what workloads have written, except the data sets. */
  public void end() throws IOException {
    for (Path written : List.of(ours(), peers())) {
      if (Files.exists(written) && !FileUtil.fullyDelete(written.toFile())) {
        throw new IOException("Cannot delete " + written);
      }
    }
  }
}
