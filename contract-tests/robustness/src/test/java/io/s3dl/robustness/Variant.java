package io.s3dl.robustness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** A scheme, and the form in which its files are written unless something else is asked for. */
record Variant(String scheme, boolean compressed) {

  static List<Variant> all() {
    return List.of(
        new Variant("filedl", true),
        new Variant("filedl", false),
        new Variant("directdl", true),
        new Variant("directdl", false));
  }

  /** The variant that {@link #toString} names. */
  static Variant of(String name) {
    return all().stream().filter(each -> each.toString().equals(name)).findAny().orElseThrow();
  }

  URI uri() {
    return URI.create(scheme + ":///");
  }

  /** A configuration whose root is a directory of a test's. */
  Configuration conf(Path root) {
    if (!root.isAbsolute() || root.getNameCount() < 2) {
      throw new IllegalArgumentException("Not a test's directory: " + root);
    }
    Configuration conf = new Configuration();
    conf.set("fs.s3dl.local.root", root.toString());
    conf.set("fs.s3dl.compression.codec", compressed ? "zstd" : "none");
    conf.set("fs.AbstractFileSystem.filedl.impl", "io.s3dl.fs.Filedl");
    conf.set("fs.AbstractFileSystem.directdl.impl", "io.s3dl.fs.Directdl");
    return conf;
  }

  /** A file system of its own, which the caller closes. */
  FileSystem open(Path root) throws IOException {
    return FileSystem.newInstance(uri(), conf(root));
  }

  /** The same without forcing files to the disk, so that more happens in the same time. */
  FileSystem openUnsynced(Path root) throws IOException {
    Configuration conf = conf(root);
    conf.setBoolean("fs.s3dl.local.sync", false);
    return FileSystem.newInstance(uri(), conf);
  }

  @Override
  public String toString() {
    return scheme + "-" + (compressed ? "compressed" : "plain");
  }
}
