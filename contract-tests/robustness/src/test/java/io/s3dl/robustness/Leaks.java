package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.fs.Resources;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;

/** What a process must not have any more when its file systems are closed. */
final class Leaks {

  private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(15);

  private Leaks() {}

  /**
   * Closes all file systems of this process and fails if they have not given everything back:
   * threads, buffers, and descriptors of files below the root.
   */
  static void closeWithout(Path root, List<FileSystem> all)
      throws IOException, InterruptedException {
    for (FileSystem fs : all) {
      fs.close();
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("s3dl-")) {
        thread.join(PATIENCE_MILLIS);
        assertThat(thread.isAlive()).as("still alive: %s", thread.getName()).isFalse();
      }
    }
    for (FileSystem fs : all) {
      assertThat(Resources.lentBuffers(fs)).as("buffers that %s has lent", fs).isZero();
    }
    assertThat(openFiles(root)).as("open files").isEmpty();
  }

  /** What this process has open below a directory. */
  static List<Path> openFiles(Path root) throws IOException {
    Path directory = root.toRealPath();
    List<Path> open = new ArrayList<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        target(descriptor).filter(file -> file.startsWith(directory)).ifPresent(open::add);
      }
    }
    return open;
  }

  /** What a descriptor stands for; nothing if it is closed, as the one of the listing itself. */
  private static Optional<Path> target(Path descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
