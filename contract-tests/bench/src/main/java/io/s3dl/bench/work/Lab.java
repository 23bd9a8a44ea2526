package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSets;
import io.s3dl.bench.data.PageCache;
import io.s3dl.bench.measure.Command;
import io.s3dl.bench.measure.Referee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What workloads work with.
 *
 * @param workspace where everything is written
 * @param project the clone, with the launcher
 * @param smallFiles how many, where there are many small files
 */
public record Lab(
    Workspace workspace, Path project, DataSets data, int smallFiles, Referee referee) {

  /** The directory that is the root of our schemes. */
  public Path root() {
    return workspace.ours();
  }

  /** The directory of what peers write. */
  public Path peers() {
    return workspace.peers();
  }

  /** The launcher of the command line. */
  Path launcher() {
    return project.resolve("hadoop-s3dl/bin/s3dl");
  }

  /**
   * Brings the machine into the same state before every run: nothing waits to be written or to be
   * collected, and the inputs are in the page cache.
   */
  void settle(List<Path> inputs) throws IOException {
    Command.run(List.of("sync", "-f", workspace.directory().toString()));
    for (Path input : inputs) {
      PageCache.warm(input);
    }
    System.gc();
  }
}
