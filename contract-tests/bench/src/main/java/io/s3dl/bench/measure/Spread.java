package io.s3dl.bench.measure;

import java.util.Arrays;
import java.util.Locale;

/** The middle and the ends of some numbers. */
public record Spread(double median, double least, double most) {

  /** Of at least one number. */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("No values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** The ends, as tables show those of ratios. */
  public String ends() {
    return String.format(Locale.ROOT, "%.2f–%.2f", least, most);
  }
}
