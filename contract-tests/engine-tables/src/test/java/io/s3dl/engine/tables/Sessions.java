package io.s3dl.engine.tables;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Makes Spark's sessions, which know both table formats. */
final class Sessions {

  private Sessions() {}

  /**
   * The session of a JVM.
   *
   * @param settings of Spark, beside those that all have
   */
  static SparkSession open(Map<String, String> settings) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[2]")
            .appName("tables")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "1")
            // For so few rows nothing pays that takes time before it begins.
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.databricks.delta.snapshotPartitions", "1")
            .config("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "2")
            .config(
                "spark.sql.extensions",
                "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions,"
                    + "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    settings.forEach(builder::config);
    return builder.getOrCreate();
  }
}
