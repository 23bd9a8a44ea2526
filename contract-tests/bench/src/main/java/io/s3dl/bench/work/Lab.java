package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSets;
import io.s3dl.bench.data.PageCache;
import io.s3dl.bench.measure.Command;
import io.s3dl.bench.measure.Referee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.fs.FileUtil;

/**
 * What workloads work with.
 *
 * @param directory of everything that is written
 * @param project the clone, with the launcher
 * @param smallFiles how many, where there are many small files
 */
public record Lab(Path directory, Path project, DataSets data, int smallFiles, Referee referee) {

  /** The directory that is the root of our schemes. */
  public Path root() {
    return directory.resolve("s3dl");
  }

  /** The directory of what peers write. */
  public Path peers() {
    return directory.resolve("peers");
  }

  /** The launcher of the command line. */
  Path launcher() {
    return project.resolve("hadoop-s3dl/bin/s3dl");
  }

  /** Makes the directories, empty. */
  public void begin() throws IOException {
    end();
    Files.createDirectories(root());
    Files.createDirectories(peers());
  }

  /** Removes what workloads have written, except the data sets. */
  public void end() throws IOException {
    for (Path written : List.of(root(), peers())) {
      if (Files.exists(written) && !FileUtil.fullyDelete(written.toFile())) {
        throw new IOException("Cannot delete " + written);
      }
    }
  }

  /**
   * Brings the machine into the same state before every run: nothing waits to be written or to be
   * collected, and the inputs are in the page cache.
   */
  void settle(List<Path> inputs) throws IOException {
    Command.run(List.of("sync", "-f", directory.toString()));
    for (Path input : inputs) {
      PageCache.warm(input);
    }
    System.gc();
  }
}
