package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import java.io.IOException;
import java.nio.file.Path;

/** A form in which a data set is kept in a file. */
interface FileForm {

  /** What tables call it. */
  String name();

  /** The calls that write it. */
  String howWritten();

  /** The calls that read it. */
  String howRead();

  /** Writes a data set, to the page cache. */
  void write(DataSet data, Path file) throws IOException;

  /** Reads all of it; returns how many bytes of the data set that were. */
  long read(Path file) throws IOException;

  /** The name of a file in this form. */
  default String fileName() {
    return name().replaceAll("[^A-Za-z0-9]+", "-");
  }
}
