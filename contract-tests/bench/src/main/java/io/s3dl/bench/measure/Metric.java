package io.s3dl.bench.measure;

import java.util.Locale;

/** What can be told of a run. */
public enum Metric {
  MB_PER_SECOND("MB/s", 0),
  CPU_SECONDS_PER_GIB("CPU s/GiB", 2),
  OPERATIONS_PER_SECOND("operations/s", 0),
  MEDIAN_MICROSECONDS("µs, median", 1),
  P99_MICROSECONDS("µs, 99th percentile", 1),
  STORE_BYTES_PER_BYTE("bytes read per byte asked", 2),
  HEAP_MIB_PER_GIB("MiB of heap allocated per GiB", 1),
  DIRECT_MIB("MiB of direct memory, highest", 1),
  READ_BYTES_PER_BYTE("bytes of read calls per byte", 3),
  WRITE_BYTES_PER_BYTE("bytes of write calls per byte", 3),
  READ_CALLS_PER_GIB("read calls per GiB", 0),
  WRITE_CALLS_PER_GIB("write calls per GiB", 0),
  STORED_BYTES_PER_BYTE("bytes stored per byte", 3),
  MIB_PER_SECOND("MiB/s", 2);

  private final String unit;
  private final int decimals;

  Metric(String unit, int decimals) {
    this.unit = unit;
    this.decimals = decimals;
  }

  /** What its numbers count. */
  public String unit() {
    return unit;
  }

  /** A number as it is shown. */
  public String format(double value) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
