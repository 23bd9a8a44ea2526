package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSets;
import io.s3dl.bench.data.PageCache;
import io.s3dl.bench.measure.Command;
import io.s3dl.bench.measure.Referee;
import io.s3dl.bench.remote.RemoteStores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What workloads work with.
 *
 * @param workspace where everything is written
 * @param project the clone, with the launcher
 * @param counts how many small files there are
 * @param stores for the workloads that need one
 */
public record Lab(
    Workspace workspace,
    Path project,
    DataSets data,
    Counts counts,
    Referee referee,
    RemoteStores stores) {

  /**
   * How many small files, where there are many.
   *
   * @param local on a disk
   * @param remote on a store behind a network, where each takes its time
   */
  public record Counts(int local, int remote) {}

  /** How many, where there are many small files on a disk. */
  int smallFiles() {
    return counts.local();
  }

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
