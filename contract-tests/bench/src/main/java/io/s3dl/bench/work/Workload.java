package io.s3dl.bench.work;

import io.s3dl.bench.report.Table;
import java.io.IOException;

/** Some lines of the benchmarks that are measured together. */
public interface Workload {

  /** What {@code --only} calls it, and the document its place. */
  String name();

  /** What it measures, in one line. */
  String title();

  /** The size of the largest data sets that it takes; larger ones are made no larger than this. */
  default long largest() {
    return Long.MAX_VALUE;
  }

  /** Measures it. Leaves nothing but the data sets. */
  Table run(Lab lab) throws IOException;
}
