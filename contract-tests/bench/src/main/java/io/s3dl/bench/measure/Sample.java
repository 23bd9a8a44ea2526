package io.s3dl.bench.measure;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one run of a contender showed.
 *
 * @param values the metrics that the run tells
 */
public record Sample(Map<Metric, Double> values) {

  public Sample {
    values = Map.copyOf(values);
  }

  /** A sample of one metric. */
  public static Sample of(Metric metric, double value) {
    return new Sample(Map.of(metric, value));
  }

  /** This sample with another metric. */
  public Sample with(Metric metric, double value) {
    Map<Metric, Double> more = new EnumMap<>(Metric.class);
    more.putAll(values);
    more.put(metric, value);
    return new Sample(more);
  }

  /** The value of a metric, if the run tells it. */
  public OptionalDouble get(Metric metric) {
    Double value = values.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The value of a metric that the run must tell. */
  public double require(Metric metric) {
    return get(metric).orElseThrow(() -> new IllegalStateException("Not measured: " + metric));
  }
}
