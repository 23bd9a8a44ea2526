package io.s3dl.fs;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.rules.ExternalResource;

/**
 * A small file system in memory, mounted for one test. Only in a process with mounts of its own:
 * see {@link ChildTests}. A descriptor that a test leaves open keeps the disk busy, so that
 * unmounting it fails.
 */
final class SmallDisk extends ExternalResource {

  private static final long PATIENCE_SECONDS = 60;

  private final String options;

  /** Creates the rule, with the mount's options. */
  SmallDisk(String options) {
    this.options = options;
  }

  /** Where it is mounted. */
  static File directory() {
    String directory = System.getProperty(ChildTests.DISK);
    if (directory == null) {
      throw new IllegalStateException("To be run by another test, with mounts of its own");
    }
    return new File(directory);
  }

  @Override
  protected void before() throws IOException {
    run("mount", "-t", "tmpfs", "-o", options, "s3dl-test", directory().toString());
  }

  @Override
  protected void after() {
    try {
      run("umount", directory().toString());
    } catch (IOException e) {
      throw new AssertionError("Something is open still", e);
    }
  }

  /** Changes the options of the mount, as an ordinary user may too: not those of its disk. */
  void remount(String newOptions) throws IOException {
    run("mount", "-o", "remount,bind," + newOptions, directory().toString());
  }

  private static void run(String... command) throws IOException {
    List<String> told = List.of(command);
    Process process = new ProcessBuilder(told).redirectErrorStream(true).start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        byte[] output = process.getInputStream().readAllBytes();
        throw new IOException(told + ": " + new String(output, Charset.defaultCharset()));
      }
    } catch (InterruptedException e) {
      throw new IOException("Interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
