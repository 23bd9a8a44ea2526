package io.s3dl.bench.work;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file system that contenders write to and read from, and that is closed with the mount.
 *
 * @param name what tables call it
 * @param directory where files go
 * @param durability makes a closed file last, where the file system's own close does not
 */
record Mount(String name, FileSystem files, Path directory, Durability durability)
    implements Closeable {

  /** Makes closed files last through a power cut. */
  @FunctionalInterface
  interface Durability {

    /** For file systems whose close does it. */
    Durability OF_CLOSE = file -> {};

    /** Returns when the file, and its name in its directory, last. */
    void force(Path file) throws IOException;
  }

  Mount {
    Objects.requireNonNull(files, "files");
    Objects.requireNonNull(durability, "durability");
  }

  /**
   * Opens a file system on a store, whose close makes files last.
   *
   * @param directory below the root, where files go
   */
  static Mount open(String name, URI root, String directory, Configuration conf)
      throws IOException {
    FileSystem files = FileSystem.newInstance(root, conf);
    return new Mount(name, files, new Path(new Path(root), directory), Durability.OF_CLOSE);
  }

  /** A path in the directory. */
  Path path(String fileName) {
    return new Path(directory, fileName);
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
