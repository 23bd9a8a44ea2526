package io.s3dl.bench.data;

import java.nio.file.Path;

/** A file of content. */
public record DataSet(Kind kind, Path file, long bytes) {

  /** Its name without its directory. */
  public String name() {
    return file.getFileName().toString();
  }
}
