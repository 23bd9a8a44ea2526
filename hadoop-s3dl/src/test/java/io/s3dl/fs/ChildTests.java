package io.s3dl.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.s3dl.cli.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.runner.JUnitCore;

/**
 * Runs a class of tests in a JVM of its own, where what it does to its surroundings concerns nobody
 * else: mounts end with the process that made them, and so do limits.
 */
final class ChildTests {

  /** A system property of the child: the directory that the tests may mount disks on. */
  static final String DISK = "s3dl.test.disk";

  /** Names what this machine can do, so that the tests of it fail rather than be skipped. */
  private static final String REQUIRED = "S3DL_REQUIRE";

  private static final String TMPFS = "tmpfs";

  private ChildTests() {}

  /**
   * Runs tests that mount disks. Where that is not possible, they are skipped, or fail if they are
   * required.
   *
   * @param directory an empty one, for what the process leaves and as a mount point
   */
  static void runWithMounts(Path directory, Class<?> tests)
      throws IOException, InterruptedException {
    List<String> ownMounts = ownMounts(directory);
    String why =
        "No tmpfs can be mounted: neither 'unshare -m' nor 'unshare -Urm' may, or they are missing";
    boolean mounts = !ownMounts.isEmpty();
    if (List.of(System.getenv().getOrDefault(REQUIRED, "").split("[ ,]+")).contains(TMPFS)) {
      assertThat(mounts).as(why + "; and " + REQUIRED + " contains " + TMPFS).isTrue();
    }
    assumeTrue(why, mounts);
    run(directory, ownMounts, tests);
  }

  /** Runs tests behind a command that runs the one in its arguments. */
  static void run(Path directory, List<String> before, Class<?> tests)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    command.add("-D" + DISK + "=" + directory);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(JUnitCore.class.getName(), tests.getName()));
    ChildProcess child = ChildProcess.run(directory, command);
    assertThat(child.out()).as("%s%n%s", child.out(), child.err()).containsPattern("OK \\([1-9]");
    assertThat(child.status()).isZero();
  }

  /** The command that gives another one mounts of its own; empty if there is none. */
  private static List<String> ownMounts(Path directory) throws InterruptedException {
    for (String options : List.of("-m", "-Urm")) {
      List<String> command = List.of("unshare", options, "--propagation", "private");
      List<String> probe = new ArrayList<>(command);
      probe.addAll(List.of("mount", "-t", TMPFS, "none", directory.toString()));
      try {
        if (ChildProcess.run(directory, probe).status() == 0) {
          return command;
        }
      } catch (IOException e) {
        return List.of(); // there is no unshare
      }
    }
    return List.of();
  }
}
