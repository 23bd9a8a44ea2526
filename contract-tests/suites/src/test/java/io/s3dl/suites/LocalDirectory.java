package io.s3dl.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;

/** A fresh directory as the root of a local scheme, and the proof that it is. */
final class LocalDirectory implements Confinement {

  private static final String ROOT = "s3dl.test.root";

  private final SuiteTarget target;
  private Path root;

  LocalDirectory(SuiteTarget target) {
    this.target = target;
  }

  @Override
  public void begin(Path directory) throws IOException {
    root = Files.createTempDirectory(directory, "root");
    System.setProperty(ROOT, root.toString());
  }

  @Override
  public void prove() throws IOException {
    requireConfined(new Configuration());
    proveConfined();
  }

  @Override
  public List<String> leftovers() throws IOException {
    return temporaryFiles();
  }

  @Override
  public void end() throws IOException {
    System.clearProperty(ROOT);
    if (root != null) {
      deleteRoot();
    }
  }

  /**
   * Fails unless the configuration confines the scheme under test to a directory below the build's.
   */
  @Override
  public void requireConfined(Configuration conf) {
    String scheme = target.scheme();
    for (String key : List.of("fs.s3dl.local.root", "fs.s3dl.bucket." + scheme + ".local.root")) {
      String value = conf.get(key);
      assertThat(value).as(key).isNotNull().isNotEqualTo("/");
      assertThat(Path.of(value)).as(key).isAbsolute().isNormalized().isDirectory();
      assertThat(Path.of(value)).as(key).startsWith(ConfinedRoot.buildDirectory());
      assertThat(Path.of(value).getNameCount())
          .as("depth of " + key)
          .isGreaterThan(ConfinedRoot.buildDirectory().getNameCount());
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
}
