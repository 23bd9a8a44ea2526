package io.s3dl.copies;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** A directory of this machine's, without metadata. */
final class Directory implements Place {

  private final Path root;

  private Directory(Path root) {
    this.root = root;
  }

  static Directory create() throws IOException {
    return new Directory(Files.createTempDirectory(Path.of("target").toAbsolutePath(), "copies"));
  }

  @Override
  public List<String> keys() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> !path.equals(root))
          .map(path -> root.relativize(path) + (Files.isDirectory(path) ? "/" : ""))
          .toList();
    }
  }

  @Override
  public Stored get(String key) throws IOException {
    byte[] bytes = key.endsWith("/") ? new byte[0] : Files.readAllBytes(root.resolve(key));
    return new Stored(key, bytes, Map.of());
  }

  @Override
  public void put(Stored object) throws IOException {
    Path path = root.resolve(object.key());
    if (object.key().endsWith("/")) {
      Files.createDirectories(path);
    } else {
      Files.createDirectories(path.getParent());
      Files.write(path, object.bytes());
    }
  }

  @Override
  public URI uri() {
    return URI.create("filedl:///");
  }

  @Override
  public void configure(Configuration conf) {
    conf.set("fs.s3dl.local.root", root.toString());
    conf.set("fs.s3dl.local.sync", "false");
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
