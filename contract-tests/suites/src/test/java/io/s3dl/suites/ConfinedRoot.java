package io.s3dl.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.junit.rules.ExternalResource;

/**
 * Gives each suite a fresh directory as the root of the scheme under test, and looks for leaks
 * after it. To be used as the class rule of every suite: some of them rename and delete {@code /},
 * so none may start before it is proven that {@code /} is a temporary directory.
 *
 * <p>All suites of a JVM run one after the other; the root is passed in system properties, which
 * the default resource {@code s3dl-suites.xml} refers to.
 */
public final class ConfinedRoot extends ExternalResource {

  private static final String ROOT = "s3dl.test.root";
  private static final String SCRATCH = "s3dl.test.scratch";
  private static final String CODEC = "s3dl.test.codec";

  /** File contexts cannot be closed: the threads of their file systems end by being idle. */
  private static final long THREADS_END_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final SuiteTarget target = SuiteTarget.CURRENT;
  private Path root;

  static {
    Configuration.addDefaultResource("s3dl-suites.xml");
  }

  @Override
  protected void before() throws IOException {
    Path base = buildDirectory().resolve("confined").resolve(target.scheme() + "-" + target.form());
    Files.createDirectories(base);
    Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
    root = Files.createTempDirectory(base, "root");
    System.setProperty(ROOT, root.toString());
    System.setProperty(SCRATCH, base.resolve("scratch").toString());
    System.setProperty(CODEC, target.codec());
    boolean confined = false;
    try {
      // A file system of an earlier class would have that class's root.
      FileSystem.closeAll();
      requireConfined(new Configuration());
      proveConfined();
      confined = true;
    } finally {
      if (!confined) {
        System.clearProperty(ROOT);
      }
    }
  }

  @Override
  protected void after() {
    List<String> leaks = new ArrayList<>();
    try {
      FileSystem.closeAll();
      leaks.addAll(liveThreads());
      leaks.addAll(temporaryFiles());
      deleteRoot();
    } catch (IOException e) {
      throw new AssertionError("Cleaning up " + root, e);
    } finally {
      System.clearProperty(ROOT);
    }
    assertThat(leaks).as("threads and temporary files left behind").isEmpty();
  }

  /**
   * Fails unless the configuration confines the scheme under test to a directory below the build's.
   */
  static void requireConfined(Configuration conf) {
    String scheme = SuiteTarget.CURRENT.scheme();
    for (String key : List.of("fs.s3dl.local.root", "fs.s3dl.bucket." + scheme + ".local.root")) {
      String value = conf.get(key);
      assertThat(value).as(key).isNotNull().isNotEqualTo("/");
      assertThat(Path.of(value)).as(key).isAbsolute().isNormalized().isDirectory();
      assertThat(Path.of(value)).as(key).startsWith(buildDirectory());
      assertThat(Path.of(value).getNameCount())
          .as("depth of " + key)
          .isGreaterThan(buildDirectory().getNameCount());
    }
  }

  /** That a key is set does not prove that it is heeded: looks where a file really goes. */
  private void proveConfined() throws IOException {
    String name = "confined-" + UUID.randomUUID();
    var path = new org.apache.hadoop.fs.Path("/" + name);
    try (FileSystem fs = FileSystem.newInstance(target.uri(), new Configuration())) {
      fs.create(path, false).close();
      requireInRoot(name);
      fs.delete(path, false);
    }
    FileContext context = target.newFileContext();
    context.create(path, EnumSet.of(CreateFlag.CREATE)).close();
    requireInRoot(name);
    context.delete(path, false);
  }

  private void requireInRoot(String name) throws IOException {
    assertThat(count(root, name)).as("files %s* in %s", name, root).isEqualTo(1);
    assertThat(count(Path.of("/"), name)).as("files %s* in /", name).isZero();
  }

  private static int count(Path directory, String prefix) throws IOException {
    int count = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, prefix + "*")) {
      for (Path ignored : entries) {
        count++;
      }
    }
    return count;
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

  private List<String> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.getFileName().toString().contains(".s3dl-tmp-"))
          .map(file -> "file " + root.relativize(file))
          .toList();
    }
  }

  private void deleteRoot() throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Maven and IDEs start a module's tests in its directory. */
  private static Path buildDirectory() {
    return Path.of("target").toAbsolutePath().normalize();
  }
}
