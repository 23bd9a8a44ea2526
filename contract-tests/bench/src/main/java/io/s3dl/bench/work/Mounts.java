package io.s3dl.bench.work;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The file systems, ours and the peers. Each call opens a new one. */
final class Mounts {

  static final String LOCAL_ROOT = "fs.s3dl.local.root";
  static final String LEVEL = "fs.s3dl.compression.level";
  static final String CODEC = "fs.s3dl.compression.codec";

  private static final URI LOCAL = URI.create("file:///");

  private final Lab lab;

  Mounts(Lab lab) {
    this.lab = lab;
  }

  /** Ours, with settings beside the defaults. */
  Mount ours(String scheme, Map<String, String> settings) throws IOException {
    Configuration conf = new Configuration();
    conf.set(LOCAL_ROOT, lab.root().toString());
    settings.forEach(conf::set);
    FileSystem files = FileSystem.newInstance(URI.create(scheme + ":///"), conf);
    return new Mount(
        scheme, files, new org.apache.hadoop.fs.Path(scheme + ":///"), Mount.Durability.OF_CLOSE);
  }

  /** Ours through the page cache, as it is without settings. */
  Mount filedl() throws IOException {
    return ours("filedl", Map.of());
  }

  /** Hadoop's local file system with its checksum files. */
  Mount checksummedFile() throws IOException {
    FileSystem files = FileSystem.newInstance(LOCAL, new Configuration());
    return new Mount("file://", files, peerDirectory(), Mounts::force);
  }

  /** Hadoop's local file system without checksums. */
  Mount rawFile() throws IOException {
    FileSystem files = new RawLocalFileSystem();
    files.initialize(LOCAL, new Configuration());
    return new Mount("RawLocalFileSystem", files, peerDirectory(), Mounts::force);
  }

  private org.apache.hadoop.fs.Path peerDirectory() {
    return new org.apache.hadoop.fs.Path(lab.peers().toUri());
  }

  /** The file, its checksums if there are any, and their directory. */
  private static void force(org.apache.hadoop.fs.Path file) throws IOException {
    Path data = Path.of(file.toUri().getPath());
    for (Path written : List.of(data, checksums(data), data.getParent())) {
      if (Files.exists(written)) {
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    }
  }

  /** Where {@code file://} keeps the checksums of a file. */
  static Path checksums(Path data) {
    return data.resolveSibling("." + data.getFileName() + ".crc");
  }
}
