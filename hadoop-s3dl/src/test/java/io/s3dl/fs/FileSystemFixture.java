package io.s3dl.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeFalse;

import io.s3dl.Leaks;
import io.s3dl.conf.SettingReader;
import io.s3dl.store.MemoryFlatStore;
import io.s3dl.store.ObjectStore;
import io.s3dl.store.PartSizes;
import io.s3dl.store.local.OpenFiles;
import io.s3dl.stream.ObjectWriter;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/**
 * File systems below a temporary directory, never on the machine's own root, and the check that
 * they leave nothing behind.
 */
final class FileSystemFixture extends ExternalResource {

  static final int FRAME = 4 << 10;
  static final String SUFFIX = PathMapper.SUFFIX;

  private final Variant variant;

  private final File parent;
  private final TemporaryFolder folder;

  /** Read once: Hadoop's files of defaults are long. */
  private final Configuration defaults = new Configuration();

  /** What all file systems of a flat variant stand on. */
  private final MemoryFlatStore memory =
      new MemoryFlatStore(new PartSizes(64 << 10, 0, 64 << 10, 10_000, 1));

  private final List<ObjectFileSystem> open = new ArrayList<>();
  private ObjectFileSystem fs;

  /** Below target, which is on a real disk: the system's directory may refuse O_DIRECT. */
  FileSystemFixture(Variant variant) {
    this(variant, new File("target"));
  }

  /** Below a directory that is made if it is missing. */
  FileSystemFixture(Variant variant, File parent) {
    this.variant = variant;
    this.parent = parent;
    this.folder = new TemporaryFolder(parent);
  }

  @Override
  protected void before() throws IOException {
    parent.mkdirs();
    folder.create();
    assertThat(defaults.size()).isPositive(); // reads them
    fs = open();
  }

  @Override
  protected void after() {
    try {
      for (ObjectFileSystem each : open) {
        each.close();
      }
      Leaks.assertNoThread("s3dl-");
      for (ObjectFileSystem each : open) {
        assertThat(each.parts().volume().buffers().lentBuffers()).isZero();
      }
      assertThat(left()).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      folder.delete();
    }
  }

  /** What is open still, or left over in the directory or the store by something that is not. */
  List<String> left() throws IOException {
    List<String> left = new ArrayList<>();
    try (Stream<Path> all = Files.walk(confined())) {
      all.map(Path::toString).filter(name -> name.contains("/.s3dl-")).forEach(left::add);
    }
    OpenFiles.flagsUnder(confined()).forEach(flags -> left.add("open file"));
    memory.objects().keys().stream().filter(key -> key.contains(".s3dl-")).forEach(left::add);
    if (memory.objects().openUploads.get() + memory.objects().openReaders.get() > 0) {
      left.add("open upload or reader");
    }
    return left;
  }

  Variant variant() {
    return variant;
  }

  /** The file system under test. */
  ObjectFileSystem fs() {
    return fs;
  }

  /** A configuration that confines both schemes to the temporary directory. */
  Configuration conf(String... keysAndValues) {
    Configuration conf = new Configuration(defaults);
    conf.set("fs.s3dl.local.root", confined().toString());
    conf.set("fs.s3dl.local.sync", "false");
    conf.set("fs.s3dl.local.part.size", "64K");
    conf.set("fs.s3dl.frame.size", "4K");
    conf.set("fs.s3dl.compression.codec", variant.compressed() ? "zstd" : "none");
    conf.set("fs.s3dl.checksum.expose", "always");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      conf.set(keysAndValues[i], keysAndValues[i + 1]);
    }
    return conf;
  }

  /** Another file system over the same directory, or the same store; closed at the end. */
  ObjectFileSystem open(String... keysAndValues) throws IOException {
    Configuration conf = conf(keysAndValues);
    if (variant.isFlat()) {
      ObjectFileSystem ours = new InMemory(memory);
      open.add(ours);
      ours.initialize(URI.create("s3dl://bucket/"), conf);
      return ours;
    }
    Path confined = SettingReader.localOptions(conf, variant.scheme()).root();
    assertThat(confined.toAbsolutePath()).startsWithRaw(root()).isNotEqualTo(confined.getRoot());
    FileSystem made = FileSystem.newInstance(URI.create(variant.scheme() + ":///"), conf);
    ObjectFileSystem ours = (ObjectFileSystem) made;
    open.add(ours);
    return ours;
  }

  /** The file system of the scheme for S3, over a store in memory. */
  static final class InMemory extends S3dlFileSystem {
    private final ObjectStore store;

    InMemory(ObjectStore store) {
      this.store = store;
    }

    @Override
    ObjectStore openStore(Configuration conf) {
      return store;
    }
  }

  /** What a flat variant stands on. */
  MemoryFlatStore memory() {
    return memory;
  }

  /** The directory of a variant on a disk; a test that asks for it is none of a flat variant. */
  Path root() {
    assumeFalse(variant.isFlat());
    return confined();
  }

  private Path confined() {
    return folder.getRoot().getAbsoluteFile().toPath().normalize();
  }

  /** Where something is on the disk. */
  Path disk(String path) {
    return root().resolve(path.substring(1));
  }

  /** Where a file written in this variant's form is on the disk. */
  Path stored(String path) {
    return disk(variant.compressed() ? path + SUFFIX : path);
  }

  /** The stored size of a file, by its physical path. */
  long storedSize(String path) throws IOException {
    return bytes(path).length;
  }

  /** What is stored under a physical path, or null. */
  byte[] bytes(String path) throws IOException {
    if (variant.isFlat()) {
      return memory.objects().bytes(path.substring(1));
    }
    return Files.isRegularFile(disk(path)) ? Files.readAllBytes(disk(path)) : null;
  }

  /** The physical path of a file written in this variant's form. */
  String physical(String path) {
    return variant.compressed() ? path + SUFFIX : path;
  }

  /** Puts bytes under a physical path. */
  void put(String path, byte[] bytes) throws IOException {
    if (variant.isFlat()) {
      memory.objects().put(path.substring(1), bytes, OptionalInt.empty());
    } else {
      Files.write(disk(path), bytes);
    }
  }

  static org.apache.hadoop.fs.Path path(String text) {
    return new org.apache.hadoop.fs.Path(text);
  }

  void write(String path, byte[] content) throws IOException {
    write(fs, path, content);
  }

  static void write(FileSystem fs, String path, byte[] content) throws IOException {
    try (FSDataOutputStream out = fs.create(path(path), true)) {
      out.write(content);
    }
  }

  byte[] read(String path) throws IOException {
    return read(fs, path);
  }

  static byte[] read(FileSystem fs, String path) throws IOException {
    try (FSDataInputStream in = fs.open(path(path))) {
      return in.readAllBytes();
    }
  }

  /** The names in a directory, as listed. */
  List<String> names(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    for (FileStatus status : fs.listStatus(path(directory))) {
      names.add(status.getPath().getName());
    }
    return names;
  }

  /** The names in a directory of the disk, or of the store. */
  List<String> namesOnDisk(String directory) throws IOException {
    if (variant.isFlat()) {
      String prefix = Keys.prefix(directory.substring(1));
      return memory.objects().keys().stream()
          .filter(key -> key.startsWith(prefix) && !key.equals(prefix))
          .map(key -> key.substring(prefix.length()).replaceFirst("/.*", ""))
          .distinct()
          .sorted()
          .toList();
    }
    try (Stream<Path> files = Files.list(disk(directory))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Runs a task in several threads that begin at once. */
  static <T> List<T> inThreads(int count, TaskOf<T> task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    CyclicBarrier start = new CyclicBarrier(count);
    try {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        tasks.add(
            () -> {
              start.await();
              return task.run(number);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("A thread failed: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** What one of several threads does. */
  @FunctionalInterface
  interface TaskOf<T> {
    T run(int number) throws Exception;
  }

  /** A writer of a file that replaces another, in the form that its name says or in a given one. */
  static ObjectWriter replacing(FileSystemParts parts, String key, Optional<Form> form)
      throws IOException {
    return parts
        .creator()
        .create(
            key,
            new FileCreator.Request(
                true, true, 0644, 0755, Optional.empty(), form, parts.volume().options().frames()),
            mode -> mode);
  }
}
