package io.s3dl.robustness;

import io.s3dl.harness.S3Bucket;
import io.s3dl.harness.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * A bucket, a form of files and a bound of memory, as a child is told of them in one argument.
 *
 * @param bucket of a server on loopback, whose keys are no secrets
 * @param compressed the form in which files are written
 * @param memoryMax the value of fs.s3dl.memory.max
 */
record S3Place(S3Bucket bucket, boolean compressed, String memoryMax) {

  private static final String SCHEME = "s3dl";

  /** Whether an argument is such a place. */
  static boolean isOne(String argument) {
    return argument.startsWith(SCHEME + " ");
  }

  /** The place that {@link #toString} names. */
  static S3Place of(String argument) {
    List<String> words = List.of(argument.split(" ", -1));
    S3Server server =
        new S3Server(words.get(1), URI.create(words.get(2)), words.get(3), words.get(4));
    return new S3Place(
        new S3Bucket(server, words.get(5)), Boolean.parseBoolean(words.get(6)), words.get(7));
  }

  /** A file system of its own, which the caller closes. */
  FileSystem open(Path scratch) throws IOException {
    Configuration conf = S3Lab.conf(bucket.server(), compressed);
    conf.set("fs.s3dl.buffer.dir", scratch.toAbsolutePath().toString());
    conf.set("fs.s3dl.memory.max", memoryMax);
    return FileSystem.newInstance(S3Lab.uri(bucket), conf);
  }

  @Override
  public String toString() {
    S3Server server = bucket.server();
    return String.join(
        " ",
        SCHEME,
        server.name(),
        server.endpoint().toString(),
        server.accessKey(),
        server.secretKey(),
        bucket.name(),
        Boolean.toString(compressed),
        memoryMax);
  }
}
