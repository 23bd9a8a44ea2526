package io.s3dl.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.rules.ExternalResource;

/**
 * Gives each suite a root of its own for the scheme under test, a fresh directory or a fresh
 * bucket, and looks for leaks after it. To be used as the class rule of every suite: some of them
 * rename and delete {@code /}, so none may start before it is proven that {@code /} is a temporary
 * one.
 *
 * <p>All suites of a JVM run one after the other; the root is passed in system properties, which
 * the default resources {@code s3dl-suites*.xml} refer to.
 */
public final class ConfinedRoot extends ExternalResource {

  private static final String SCRATCH = "s3dl.test.scratch";
  private static final String CODEC = "s3dl.test.codec";

  /** File contexts cannot be closed: the threads of their file systems end by being idle. */
  private static final long THREADS_END_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final SuiteTarget target = SuiteTarget.CURRENT;
  private final Confinement confinement = confinement(target);

  static {
    Configuration.addDefaultResource("s3dl-suites.xml");
    Configuration.addDefaultResource("s3dl-suites-s3.xml");
    Configuration.addDefaultResource("s3dl-suites-azure.xml");
  }

  private static Confinement confinement(SuiteTarget target) {
    return switch (target.scheme()) {
      case "azdl", "abfs" -> new FreshContainer(target);
      case "s3dl", "s3a" -> new FreshBucket(target);
      default -> new LocalDirectory(target);
    };
  }

  @Override
  protected void before() throws IOException {
    Path base = buildDirectory().resolve("confined").resolve(target.name());
    Files.createDirectories(base);
    Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
    System.setProperty(SCRATCH, base.resolve("scratch").toString());
    System.setProperty(CODEC, target.codec());
    boolean confined = false;
    try {
      // A file system of an earlier class would have that class's root.
      FileSystem.closeAll();
      confinement.begin(base);
      confinement.prove();
      confined = true;
    } finally {
      if (!confined) {
        confinement.end();
      }
    }
  }

  @Override
  protected void after() {
    List<String> leaks = new ArrayList<>();
    try {
      FileSystem.closeAll();
      leaks.addAll(liveThreads());
      leaks.addAll(confinement.leftovers());
    } catch (IOException e) {
      throw new AssertionError("Looking for what " + target + " left", e);
    } finally {
      end();
    }
    assertThat(leaks).as("threads, temporary files and uploads left behind").isEmpty();
  }

  private void end() {
    try {
      confinement.end();
    } catch (IOException e) {
      throw new AssertionError("Cleaning up after " + target, e);
    }
  }

  /** Fails unless the configuration confines the scheme under test to a root of the suites' own. */
  static void requireConfined(Configuration conf) {
    confinement(SuiteTarget.CURRENT).requireConfined(conf);
  }

  private static List<String> liveThreads() {
    long deadline = System.nanoTime() + THREADS_END_NANOS;
    List<Thread> live = ourThreads();
    for (Thread thread : live) {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      try {
        thread.join(Math.max(1, millis));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return ourThreads().stream().map(thread -> "thread " + thread.getName()).toList();
  }

  private static List<Thread> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("s3dl-") && thread.isAlive())
        .toList();
  }

  /** Maven and IDEs start a module's tests in its directory. */
  static Path buildDirectory() {
    return Path.of("target").toAbsolutePath().normalize();
  }
}
