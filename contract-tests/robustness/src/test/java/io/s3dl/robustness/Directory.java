package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/**
 * The directory that a test's file systems have as their root, and one for what else its processes
 * write; both vanish with the test. In the end nothing may be left that a file system made for
 * itself.
 */
final class Directory extends ExternalResource {

  private static final String RESERVED = ".s3dl-";
  private static final String SUFFIX = ".s3dl.zst";

  /** Below target, which is on a real disk: the system's directory may refuse O_DIRECT. */
  private final TemporaryFolder folder = new TemporaryFolder(new File("target"));

  private Path root;
  private Path scratch;

  @Override
  protected void before() throws IOException {
    Files.createDirectories(Path.of("target"));
    folder.create();
    root = folder.newFolder("root").toPath().toAbsolutePath().normalize();
    scratch = folder.newFolder("scratch").toPath().toAbsolutePath().normalize();
  }

  @Override
  protected void after() {
    folder.delete();
  }

  Path root() {
    return root;
  }

  Path scratch() {
    return scratch;
  }

  /** All files on the disk, with their paths below the root. */
  List<String> stored() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .toList();
    }
  }

  /** Those of them that file systems made for themselves. */
  List<String> reserved() throws IOException {
    return stored().stream().filter(Directory::isReserved).toList();
  }

  /** The names of files that are stored in both forms. */
  List<String> twins() throws IOException {
    List<String> stored = stored();
    return stored.stream()
        .filter(file -> !isReserved(file) && stored.contains(file + SUFFIX))
        .toList();
  }

  /** Whether the plain form of a file in both may be the newer content: it is not to be removed. */
  boolean plainIsOfUse(String twin) throws IOException {
    Path plain = root.resolve(twin);
    Path compressed = root.resolve(twin + SUFFIX);
    return Files.getLastModifiedTime(plain).toMillis()
        >= Files.getLastModifiedTime(compressed).toMillis();
  }

  static boolean isReserved(String file) {
    return file.substring(file.lastIndexOf('/') + 1).startsWith(RESERVED);
  }

  /** The name under which a file system shows a stored file. */
  static String logical(String file) {
    return file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
  }

  /** All files that a file system shows, whole. */
  static Map<String, List<Segment>> read(FileSystem fs) throws IOException {
    Map<String, List<Segment>> files = new HashMap<>();
    read(fs, new org.apache.hadoop.fs.Path("/"), files);
    return files;
  }

  private static void read(
      FileSystem fs, org.apache.hadoop.fs.Path directory, Map<String, List<Segment>> files)
      throws IOException {
    for (FileStatus status : fs.listStatus(directory)) {
      String name = status.getPath().toUri().getPath().substring(1);
      if (status.isDirectory()) {
        read(fs, status.getPath(), files);
      } else {
        assertThat(files).as("listed").doesNotContainKey(name);
        byte[] content = read(fs, name);
        assertThat(status.getLen()).as("length of " + name).isEqualTo(content.length);
        try {
          files.put(name, Segment.parse(content));
        } catch (IOException e) {
          throw new IOException("Content of " + name, e);
        }
      }
    }
  }

  static byte[] read(FileSystem fs, String name) throws IOException {
    try (FSDataInputStream in = fs.open(new org.apache.hadoop.fs.Path("/" + name))) {
      return in.readAllBytes();
    }
  }
}
