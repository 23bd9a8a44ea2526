package io.s3dl.engine.tables;

import java.util.Map;
import java.util.TreeMap;

/**
 * What all processes that write are told.
 *
 * @param settings Spark's; those of Hadoop begin with spark.hadoop.
 */
record Shared(Map<String, String> settings) {

  private static final String HADOOP = "spark.hadoop.";

  /** Those of Hadoop. */
  Map<String, String> hadoop() {
    Map<String, String> hadoop = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(HADOOP)) {
            hadoop.put(key.substring(HADOOP.length()), value);
          }
        });
    return hadoop;
  }
}
