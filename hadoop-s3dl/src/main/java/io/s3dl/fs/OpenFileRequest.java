package io.s3dl.fs;

import io.s3dl.stream.ReadPolicy;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.impl.AbstractFSBuilderImpl;
import org.apache.hadoop.fs.impl.OpenFileParameters;

/**
 * What the caller of {@code openFile()} said.
 *
 * @param known the file, if a status of ours was given
 * @param policy how it is going to be read
 */
record OpenFileRequest(Optional<Entry> known, ReadPolicy policy) {

  private static final String READ_POLICY = "fs.option.openfile.read.policy";

  /** Hadoop's standard options, spelled out: Hadoop 3.3.4 does not name all of them. */
  private static final Set<String> KEYS =
      Set.of(
          READ_POLICY,
          "fs.option.openfile.buffer.size",
          "fs.option.openfile.footer.cache",
          "fs.option.openfile.length",
          "fs.option.openfile.split.start",
          "fs.option.openfile.split.end");

  /**
   * Reads the request.
   *
   * @throws IllegalArgumentException if an option that must be understood is not, or the status is
   *     that of another file
   */
  static OpenFileRequest of(Path path, OpenFileParameters parameters) {
    AbstractFSBuilderImpl.rejectUnknownMandatoryKeys(
        parameters.getMandatoryKeys(), KEYS, "for " + path);
    return new OpenFileRequest(
        known(path, parameters.getStatus()), policy(parameters.getOptions()));
  }

  /** Names are compared only: a status may have come through another file system's view. */
  private static Optional<Entry> known(Path path, FileStatus status) {
    if (status == null) {
      return Optional.empty();
    }
    Path wanted = KeyedFileSystem.withoutSlash(path);
    if (!status.getPath().getName().equals(wanted.getName())) {
      throw new IllegalArgumentException(
          "The status is of " + status.getPath() + ", and the file to open is " + path);
    }
    return status instanceof FoundEntry found
            && status.getPath().toUri().getPath().equals(wanted.toUri().getPath())
        ? found.entry()
        : Optional.empty();
  }

  /** The first policy of the list that is known; the others are for other file systems. */
  private static ReadPolicy policy(Configuration options) {
    String[] wanted = options.getTrimmedStrings(READ_POLICY);
    for (String name : wanted) {
      switch (name.toLowerCase(Locale.ROOT)) {
        case "sequential", "whole-file", "csv", "json", "avro" -> {
          return ReadPolicy.SEQUENTIAL;
        }
        case "random", "vector", "parquet", "orc", "columnar", "hbase" -> {
          return ReadPolicy.RANDOM;
        }
        case "adaptive", "default" -> {
          return ReadPolicy.ADAPTIVE;
        }
        default -> {
          // Perhaps the next one.
        }
      }
    }
    return ReadPolicy.ADAPTIVE;
  }
}
