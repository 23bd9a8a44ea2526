package io.s3dl.bench.work;

import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Sample;
import io.s3dl.bench.measure.Step;
import java.io.IOException;
import java.util.Arrays;

/** The times of many like steps, one after another. */
final class Latencies {

  /** How many a run takes: enough for ten beyond the 99th percentile. */
  static final int COUNT = 1000;

  private static final double NANOS_OF_MICROSECOND = 1e3;

  private final long[] nanos = new long[COUNT];
  private int taken;

  /** Times a step. */
  void time(Step step) throws IOException {
    long start = System.nanoTime();
    step.run();
    nanos[taken] = System.nanoTime() - start;
    taken++;
  }

  /** The median and the 99th percentile of what was timed. */
  Sample sample() {
    long[] sorted = Arrays.copyOf(nanos, taken);
    Arrays.sort(sorted);
    return Sample.of(Metric.MEDIAN_MICROSECONDS, sorted[taken / 2] / NANOS_OF_MICROSECOND)
        .with(Metric.P99_MICROSECONDS, sorted[taken * 99 / 100] / NANOS_OF_MICROSECOND);
  }
}
