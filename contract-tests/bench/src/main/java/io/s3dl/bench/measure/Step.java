package io.s3dl.bench.measure;

import java.io.IOException;

/** Something that is done. */
@FunctionalInterface
public interface Step {
  /** Does it. */
  void run() throws IOException;
}
