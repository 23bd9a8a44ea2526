package io.s3dl.robustness;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * A place, a form of files and a bound of memory, as a child is told of them in one argument.
 *
 * @param place where the files are
 * @param compressed the form in which they are written
 * @param memoryMax the value of fs.s3dl.memory.max
 */
record RemoteVariant(Place place, boolean compressed, String memoryMax) {

  private static final String SEPARATOR = "; ";

  /** Whether an argument is such a variant. */
  static boolean isOne(String argument) {
    return argument.contains(SEPARATOR);
  }

  /** The variant that {@link #toString} names. */
  static RemoteVariant of(String argument) {
    String[] parts = argument.split(SEPARATOR, -1);
    return new RemoteVariant(Place.of(parts[0]), Boolean.parseBoolean(parts[1]), parts[2]);
  }

  /** A file system of its own, which the caller closes. */
  FileSystem open(Path scratch) throws IOException {
    Configuration conf = new Configuration();
    place.configure(conf);
    conf.set("fs.s3dl.compression.codec", compressed ? "zstd" : "none");
    conf.set("fs.s3dl.buffer.dir", scratch.toAbsolutePath().toString());
    conf.set("fs.s3dl.memory.max", memoryMax);
    return FileSystem.newInstance(place.uri(), conf);
  }

  @Override
  public String toString() {
    return String.join(SEPARATOR, place.toString(), Boolean.toString(compressed), memoryMax);
  }
}
