package io.s3dl.copies;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * A place of a test's own that keeps objects: reached past us, as other programs do, and through
 * the scheme that is for it. Goes with all that is in it when it is closed.
 */
interface Place extends AutoCloseable {

  /** What S3 takes as the smallest part; files that are larger are sent in several. */
  String PART = "5M";

  /** The keys of all objects, those that stand for directories too. */
  List<String> keys() throws IOException;

  /** Reads an object. */
  Stored get(String key) throws IOException;

  /** Writes an object, with metadata whose names are as this service allows them. */
  void put(Stored object) throws IOException;

  /** The address of the file system. */
  URI uri();

  /** Says how the file system gets here. */
  void configure(Configuration conf);

  /** A file system that remembers nothing, and tells checksums; the caller closes it. */
  default FileSystem open() throws IOException {
    Configuration conf = new Configuration();
    conf.set("fs.s3dl.checksum.expose", "always");
    configure(conf);
    return FileSystem.newInstance(uri(), conf);
  }

  @Override
  void close() throws IOException;
}
