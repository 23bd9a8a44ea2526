package io.s3dl.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import io.s3dl.harness.Closing;
import io.s3dl.harness.EngineStore;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/**
 * Where a class of tests works: on one of our schemes, and beside it in a directory of file:// for
 * the same jobs. Nothing of both is left in the end.
 */
final class Place extends ExternalResource {

  private static final String SUFFIX = ".s3dl.zst";
  private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};

  private final Closing closing = new Closing();
  private final Opening opening;
  private final TemporaryFolder folder = new TemporaryFolder(new File("target"));
  private EngineStore store;

  private Place(Opening opening) {
    this.opening = opening;
  }

  /** A bucket of Ceph's gateway. */
  static Place s3dl() {
    return new Place(() -> EngineStore.s3("spark"));
  }

  /** A container of Azurite. */
  static Place azdl() {
    return new Place(() -> EngineStore.azure("spark"));
  }

  /** A directory below target, past the page cache. */
  static Place directdl() {
    return new Place(() -> EngineStore.direct(java.nio.file.Path.of("target")));
  }

  /** A directory below target. */
  static Place filedl() {
    return new Place(() -> EngineStore.local(java.nio.file.Path.of("target")));
  }

  @Override
  protected void before() throws Exception {
    Configuration hadoop = Session.hadoop(); // before there is anything to be removed
    boolean done = false;
    try {
      closing.add(folder::delete);
      folder.create();
      store = closing.add(opening.open());
      store.settings().forEach(hadoop::set);
      // Takes it out of Hadoop's cache, so that the next class has one with its own settings.
      closing.add(() -> fileSystem(store.path("")).close());
      done = true;
    } finally {
      if (!done) {
        after();
      }
    }
  }

  @Override
  protected void after() {
    closing.close();
  }

  /** The same path on our scheme and on file://. */
  List<String> both(String below) {
    return List.of(ours(below), file(below));
  }

  /** A path on our scheme. */
  String ours(String below) {
    return store.path(below);
  }

  /** A path on file://. */
  String file(String below) {
    return folder.getRoot().toPath().toAbsolutePath().normalize().resolve(below).toUri().toString();
  }

  EngineStore store() {
    return store;
  }

  /** What is stored below a directory of ours, without the directories' own objects. */
  List<String> stored(String below) throws IOException, InterruptedException {
    return store.keys(below + "/").stream().filter(key -> !key.endsWith("/")).toList();
  }

  /** What of it has data, by the names that Spark gives. */
  List<String> parts(String below) throws IOException, InterruptedException {
    return stored(below).stream().filter(key -> key.contains("/part-")).toList();
  }

  /** All paths of files below a path, from listings of the file system, in order. */
  static List<Path> files(String path) throws IOException {
    RemoteIterator<LocatedFileStatus> files =
        fileSystem(path).listFiles(new Path(path), /* recursive= */ true);
    Stream.Builder<Path> found = Stream.builder();
    while (files.hasNext()) {
      found.add(files.next().getPath());
    }
    return found.build().sorted().toList();
  }

  /** The names of the directories in a path. */
  static List<String> directories(String path) throws IOException {
    return Arrays.stream(fileSystem(path).listStatus(new Path(path)))
        .filter(FileStatus::isDirectory)
        .map(status -> status.getPath().getName())
        .sorted()
        .toList();
  }

  static byte[] content(Path file) throws IOException {
    FileSystem fs = fileSystem(file.toString());
    try (InputStream in = fs.open(file)) {
      byte[] all = in.readAllBytes();
      assertThat(fs.getFileStatus(file).getLen()).isEqualTo(all.length);
      return all;
    }
  }

  static void write(String file, byte[] content) throws IOException {
    Path path = new Path(file);
    try (FSDataOutputStream out = fileSystem(file).create(path, /* overwrite= */ false)) {
      out.write(content);
    }
  }

  static void write(String file, List<String> lines) throws IOException {
    write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static void delete(String file) throws IOException {
    assertThat(fileSystem(file).delete(new Path(file), /* recursive= */ false)).isTrue();
  }

  /** An object is compressed: any program that reads Zstandard finds the content in it. */
  void assertCompressed(String key) throws IOException, InterruptedException {
    assertThat(key).endsWith(SUFFIX);
    byte[] bytes = store.bytes(key);
    assertThat(bytes).startsWith(ZSTD);
    String name = key.substring(0, key.length() - SUFFIX.length());
    byte[] content = content(new Path(ours(name)));
    try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  /** An object is stored as Spark has written it, and begins so. */
  void assertPlain(String key, byte... magic) throws IOException, InterruptedException {
    assertThat(key).doesNotEndWith(SUFFIX);
    byte[] bytes = store.bytes(key);
    assertThat(bytes).startsWith(magic);
    assertThat(content(new Path(ours(key)))).isEqualTo(bytes);
  }

  /** Something of the job's is in the directory under its own name, and nothing else. */
  void assertSucceeded(String below) throws IOException, InterruptedException {
    assertThat(store.bytes(below + "/_SUCCESS")).isEmpty();
    assertThat(stored(below))
        .noneMatch(key -> key.matches(".*(_temporary|\\.spark-staging|\\.s3dl-|\\.tmp).*"));
  }

  static FileSystem fileSystem(String path) throws IOException {
    return FileSystem.get(URI.create(path), Session.hadoop());
  }

  private interface Opening {
    EngineStore open() throws IOException, InterruptedException;
  }
}
