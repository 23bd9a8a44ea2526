package io.s3dl.bench.work;

import io.s3dl.bench.measure.Sample;
import java.io.IOException;

/**
 * Work on a remote store, and what goes before and after it, which is done over the direct link and
 * is not measured.
 */
interface RemoteWork {

  /** The calls that are measured. */
  String how();

  /** Makes ready. */
  default void prepare(Mount direct) throws IOException {}

  /** Does the work once, and tells what it took. */
  Sample run(Mount mount) throws IOException;

  /** Removes what the work and its preparation left. */
  default void tidy(Mount direct) throws IOException {}
}
