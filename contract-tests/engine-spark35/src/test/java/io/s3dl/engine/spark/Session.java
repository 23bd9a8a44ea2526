package io.s3dl.engine.spark;

import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Spark in this JVM: one session for all tests, which ends with the JVM. */
final class Session {

  /** Ours. */
  static final String CODEC = "io.s3dl.codec.SeekableZstdCodec";

  private Session() {}

  /** The one of this JVM, started at the first call. */
  static SparkSession spark() {
    return Shared.SPARK;
  }

  /** The same Spark with settings and tables of its own. */
  static SparkSession another(Map<String, String> settings) {
    SparkSession another = spark().newSession();
    settings.forEach((key, value) -> another.conf().set(key, value));
    return another;
  }

  /** Hadoop's configuration of all sessions, as spark.hadoop.* would have set it. */
  static Configuration hadoop() {
    return spark().sparkContext().hadoopConfiguration();
  }

  /** Starts a session, everything of it below a directory. */
  static SparkSession start(Path scratch, Map<String, String> hadoop) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[2]")
            .appName("s3dl")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            // Whoever looks after states would come when a test has removed them.
            .config("spark.sql.streaming.stateStore.maintenanceInterval", "1h")
            .config("spark.local.dir", scratch.toString())
            .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toUri().toString())
            // Shuffles use Zstandard, too: Spark's streams and ours share one library.
            .config("spark.io.compression.codec", "zstd")
            .config("spark.hadoop.io.compression.codecs", CODEC);
    hadoop.forEach((key, value) -> builder.config("spark.hadoop." + key, value));
    SparkSession spark = builder.getOrCreate();
    spark.sparkContext().setLogLevel("WARN");
    return spark;
  }

  private static final class Shared {
    static final SparkSession SPARK =
        start(Path.of(System.getProperty("java.io.tmpdir"), "spark"), Map.of());
  }
}
