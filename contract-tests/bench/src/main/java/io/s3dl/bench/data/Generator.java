package io.s3dl.bench.data;

import java.io.IOException;
import java.io.OutputStream;

/** Makes content, always the same. */
interface Generator {

  /** Writes content until {@code out} has had {@code bytes}; it may go on a little. */
  void write(OutputStream out, long bytes) throws IOException;
}
