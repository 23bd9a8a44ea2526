package io.s3dl.bench.measure;

import java.io.IOException;

/** One side of a comparison: it does the work, and tells what that took. */
public interface Contender {

  /** What tables call it. */
  String name();

  /** The command or the calls that are measured, for whoever wants to repeat it. */
  String how();

  /** Makes ready for a run; outside of what is measured. */
  default void prepare() throws IOException {}

  /** Does the work once. */
  Sample run() throws IOException;

  /** Removes what the run left; outside of what is measured, and also if the run failed. */
  default void tidy() throws IOException {}
}
