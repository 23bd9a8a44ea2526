package io.s3dl.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.harness.Closing;
import io.s3dl.harness.EngineStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.rules.ExternalResource;

/**
 * A bucket for s3dl, a container for azdl, directories for filedl and directdl, and one for {@code
 * file://}, each opened when it is first asked for; all of it is gone after the class. Some of what
 * runs here deletes the root of a file system, so a store is handed out only after it is proven to
 * be all that its scheme reaches.
 */
final class Places extends ExternalResource {

  private static final Path BUILD = Path.of("target").toAbsolutePath().normalize();
  private static final String ROOT_KEY = "fs.s3dl.local.root";
  private static final String S3_ENDPOINT = "fs.s3dl.s3.endpoint";
  private static final String AZURE_ENDPOINT = "fs.s3dl.azure.endpoint";

  private final Closing closing = new Closing();
  private final Map<String, EngineStore> stores = new TreeMap<>();
  private Path disk;

  @Override
  protected void before() throws IOException {
    Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
    disk = Files.createTempDirectory(Files.createDirectories(BUILD.resolve("places")), "disk");
    closing.add(this::deleteDisk);
  }

  /** The store of a scheme, confined. */
  EngineStore store(String scheme) throws IOException, InterruptedException {
    EngineStore store = stores.get(scheme);
    if (store == null) {
      store = closing.add(open(scheme));
      stores.put(scheme, store);
      requireConfined(store);
    }
    return store;
  }

  private EngineStore open(String scheme) throws IOException, InterruptedException {
    return switch (scheme) {
      case "s3dl" -> EngineStore.s3("shell");
      case "azdl" -> EngineStore.azure("shell");
      case "filedl" -> EngineStore.local(disk);
      case "directdl" -> EngineStore.direct(disk);
      default -> throw new IllegalArgumentException("No scheme of ours: " + scheme);
    };
  }

  /** A shell whose default file system is the store of a scheme, in a directory of its own. */
  Shell shell(String scheme) throws IOException, InterruptedException {
    EngineStore store = store(scheme);
    URI directory = URI.create(store.path(UUID.randomUUID() + "/"));
    return made(new Shell(directory, newDirectory(), conf(store)));
  }

  /** A shell whose default file system is the machine's disk, in a directory below the build's. */
  Shell reference() throws IOException {
    Configuration conf = new Configuration();
    conf.set(FileSystem.FS_DEFAULT_NAME_KEY, "file:///");
    URI directory = URI.create("file://" + newDirectory() + "/");
    return made(new Shell(directory, newDirectory(), conf));
  }

  private static Shell made(Shell shell) throws IOException {
    shell.fileSystem().mkdirs(shell.path(""));
    return shell;
  }

  /** An empty directory of the machine's disk. */
  Path newDirectory() throws IOException {
    return Files.createTempDirectory(disk, "local");
  }

  /** What makes a store the default file system. */
  static Configuration conf(EngineStore store) {
    Configuration conf = new Configuration();
    store.settings().forEach(conf::set);
    conf.set(FileSystem.FS_DEFAULT_NAME_KEY, store.root().toString());
    return conf;
  }

  /** Looks where a file really goes: that a key is set does not prove that it is heeded. */
  private static void requireConfined(EngineStore store) throws IOException, InterruptedException {
    Configuration conf = conf(store);
    if (store.root().getAuthority() == null) {
      Path root = Path.of(conf.get(ROOT_KEY));
      assertThat(root).as(ROOT_KEY).isAbsolute().isNormalized().isDirectory().startsWith(BUILD);
      assertThat(root.getNameCount()).as("depth").isGreaterThan(BUILD.getNameCount());
    } else {
      String key = store.root().getScheme().equals("s3dl") ? S3_ENDPOINT : AZURE_ENDPOINT;
      assertThat(URI.create(conf.get(key)).getHost())
          .as("the host of the store")
          .isIn("127.0.0.1", "localhost");
    }
    String name = "confined-" + UUID.randomUUID();
    var path = new org.apache.hadoop.fs.Path("/" + name);
    try (FileSystem fs = FileSystem.newInstance(conf)) {
      fs.create(path, false).close();
      assertThat(store.keys(name)).hasSize(1);
      try (Stream<Path> entries = Files.list(Path.of("/"))) {
        assertThat(entries).noneMatch(entry -> entry.getFileName().toString().startsWith(name));
      }
      assertThat(fs.listStatus(new org.apache.hadoop.fs.Path("/"))).hasSize(1);
      fs.delete(path, false);
    }
  }

  @Override
  protected void after() {
    closing.add(FileSystem::closeAll);
    closing.close();
    stores.clear();
  }

  private void deleteDisk() throws IOException {
    List<Path> left;
    try (Stream<Path> files = Files.walk(disk)) {
      left = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : left) {
      Files.delete(file);
    }
  }
}
