package io.s3dl.harness;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.AssumptionViolatedException;

/**
 * A place of a test's own for an engine to work in, with what to configure so that the engine finds
 * it, and a way past the file system to what is stored there. Needs nothing but the JDK, so that it
 * stands on any engine's class path. Whoever opened it closes it, and all of it is gone then.
 */
public abstract class EngineStore implements AutoCloseable {

  private final URI root;
  private final Map<String, String> settings;

  private EngineStore(URI root, Map<String, String> settings) {
    this.root = root;
    this.settings = Map.copyOf(settings);
  }

  /** The root as a URI of ours, with a slash at its end. */
  public final URI root() {
    return root;
  }

  /** The path of something below the root, as a URI of ours. */
  public final String path(String below) {
    return root + below;
  }

  /** Keys of Hadoop's configuration. */
  public final Map<String, String> settings() {
    return settings;
  }

  /** The keys of objects that begin so, or the names of files below the root, in order. */
  public abstract List<String> keys(String prefix) throws IOException, InterruptedException;

  /** The stored bytes behind a key. */
  public abstract byte[] bytes(String key) throws IOException, InterruptedException;

  @Override
  public abstract void close() throws IOException;

  /**
   * A new bucket of Ceph's gateway, for s3dl.
   *
   * @throws AssumptionViolatedException if there is no gateway, and none is required
   */
  public static EngineStore s3(String prefix) throws IOException, InterruptedException {
    S3Server server = CephRgw.shared().server();
    if (server == null) {
      throw new AssumptionViolatedException(CephRgw.shared().whyNot());
    }
    S3Bucket bucket = server.newBucket(prefix);
    Map<String, String> settings = bindings("s3dl", "S3dl");
    settings.put("fs.s3dl.s3.endpoint", server.endpoint().toString());
    settings.put("fs.s3dl.s3.store", server.name());
    settings.put("fs.s3dl.s3.access.key", server.accessKey());
    settings.put("fs.s3dl.s3.secret.key", server.secretKey());
    return remote(URI.create("s3dl://" + bucket.name() + "/"), settings, bucket);
  }

  /**
   * A new container of Azurite, for azdl.
   *
   * @throws AssumptionViolatedException if there is no Azurite, and none is required
   */
  public static EngineStore azure(String prefix) throws IOException, InterruptedException {
    Azurite azurite = Azurite.shared();
    if (azurite.endpoint() == null) {
      throw new AssumptionViolatedException(azurite.whyNot());
    }
    AzureContainer container = azurite.newContainer(prefix);
    Map<String, String> settings = bindings("azdl", "Azdl");
    settings.put("fs.s3dl.azure.endpoint", azurite.endpoint().toString());
    settings.put("fs.s3dl.azure.account.key", Azurite.KEY);
    URI root = URI.create("azdl://" + container.name() + "@" + Azurite.ACCOUNT + "/");
    return remote(root, settings, container);
  }

  private static EngineStore remote(URI root, Map<String, String> settings, StoredObjects objects) {
    return new EngineStore(root, settings) {
      @Override
      public List<String> keys(String prefix) throws IOException, InterruptedException {
        return objects.keys(prefix);
      }

      @Override
      public byte[] bytes(String key) throws IOException, InterruptedException {
        return objects.get(key);
      }

      @Override
      public void close() throws IOException {
        try {
          objects.drop();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("Interrupted while deleting " + objects);
        }
      }
    };
  }

  /** A new directory below another one, which filedl takes for the root of all. */
  public static EngineStore local(Path parent) throws IOException {
    return directory(parent, "filedl", "Filedl");
  }

  /** The same for directdl; where the disk has no O_DIRECT, the page cache serves. */
  public static EngineStore direct(Path parent) throws IOException {
    return directory(parent, "directdl", "Directdl");
  }

  private static EngineStore directory(Path parent, String scheme, String name) throws IOException {
    Files.createDirectories(parent);
    Path directory = Files.createTempDirectory(parent.toAbsolutePath(), scheme);
    Map<String, String> settings = bindings(scheme, name);
    settings.put("fs.s3dl.local.root", directory.toString());
    return new EngineStore(URI.create(scheme + ":///"), settings) {
      @Override
      public List<String> keys(String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
          return files
              .filter(Files::isRegularFile)
              .map(file -> directory.relativize(file).toString())
              .filter(name -> name.startsWith(prefix))
              .sorted()
              .toList();
        }
      }

      @Override
      public byte[] bytes(String key) throws IOException {
        return Files.readAllBytes(directory.resolve(key));
      }

      @Override
      public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
          all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
          Files.delete(file);
        }
      }
    };
  }

  /** AbstractFileSystem has no service loader. */
  private static Map<String, String> bindings(String scheme, String name) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("fs.AbstractFileSystem." + scheme + ".impl", "io.s3dl.fs." + name);
    return settings;
  }
}
