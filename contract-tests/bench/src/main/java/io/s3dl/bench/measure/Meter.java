package io.s3dl.bench.measure;

import java.io.IOException;

/** Takes the time, and the CPU time, of work on bytes. */
public final class Meter {

  /** Bytes in the G of CPU seconds per GiB. */
  public static final double GIB = 1L << 30;

  private static final double MEGA = 1e6;
  private static final double NANOS = 1e9;

  private Meter() {}

  /**
   * Runs a step.
   *
   * @param bytes of content that it works on
   * @return MB a second and CPU seconds per GiB, of this process and its children
   */
  public static Sample measure(long bytes, Step step) throws IOException {
    Usage before = Usage.now();
    long start = System.nanoTime();
    step.run();
    double seconds = (System.nanoTime() - start) / NANOS;
    Usage used = Usage.now().since(before);
    return Sample.of(Metric.MB_PER_SECOND, bytes / MEGA / seconds)
        .with(Metric.CPU_SECONDS_PER_GIB, used.cpuSeconds() / (bytes / GIB));
  }
}
