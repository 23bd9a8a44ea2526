package io.s3dl.bench.report;

import io.s3dl.bench.measure.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says which state of the clone was measured. */
public final class Commit {

  private Commit() {}

  /**
   * The commit, with {@code -dirty} behind it if files that it has were changed since.
   *
   * @param project the clone
   * @param document whose changes do not count: the benchmarks write it
   */
  public static String of(Path project, Optional<Path> document) throws IOException {
    List<String> status = new ArrayList<>();
    status.addAll(List.of("status", "--porcelain", "--untracked-files=no", "--", "."));
    Path root = project.toRealPath();
    if (document.isPresent()) {
      Path written = document.get().toRealPath();
      if (written.startsWith(root)) {
        status.add(":(exclude,literal)" + root.relativize(written));
      }
    }
    try {
      String commit = git(root, List.of("rev-parse", "--short", "HEAD"));
      return git(root, status).isEmpty() ? commit : commit + "-dirty";
    } catch (IOException e) {
      return "unknown"; // no git, or no clone
    }
  }

  private static String git(Path root, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(arguments);
    return Command.output(command).strip();
  }
}
