package io.s3dl.engine.tables;

import io.s3dl.harness.Closing;
import io.s3dl.harness.EngineStore;
import java.io.File;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Spark with both table formats, and a place of each kind for tables; all ends with the class. */
final class Tables extends ExternalResource {

  private final Closing closing = new Closing();
  private final TemporaryFolder scratch = new TemporaryFolder(new File("target"));
  private final Map<Place, EngineStore> stores = new EnumMap<>(Place.class);
  private final Map<String, String> hadoop = new TreeMap<>();
  private final Map<String, String> settings = new TreeMap<>();
  private SparkSession spark;

  /**
   * Everything as it is by default.
   *
   * @param settings of Spark's that a class wants to be others
   */
  Tables(Map<String, String> settings) {
    this.settings.putAll(settings);
  }

  /** For many commits: Delta does not count all rows of the table for a checksum after each. */
  static Tables forWriters() {
    return new Tables(Map.of("spark.databricks.delta.writeChecksumFile.enabled", "false"));
  }

  /** How long a test may take. */
  static Timeout timeout() {
    return new Timeout(minutes(), TimeUnit.MINUTES);
  }

  /** In minutes. */
  static int minutes() {
    return Integer.getInteger("s3dl.tables.minutes", 10);
  }

  @Override
  protected void before() throws Exception {
    boolean done = false;
    try {
      closing.add(scratch::delete);
      scratch.create();
      stores.put(Place.LOCAL, closing.add(EngineStore.local(scratch.getRoot().toPath())));
      stores.put(Place.COMPRESSED, closing.add(EngineStore.s3("tables")));
      stores.put(Place.PLAIN, closing.add(EngineStore.s3("tables-plain")));
      configure();
      closing.add(FileSystem::closeAll);
      closing.add(DeltaLog::clearCache);
      spark = Sessions.open(settings);
      closing.add(spark::stop);
      done = true;
    } finally {
      if (!done) {
        after();
      }
    }
  }

  private void configure() {
    stores.values().forEach(store -> hadoop.putAll(store.settings()));
    String bucket = stores.get(Place.PLAIN).root().getHost();
    hadoop.put("fs.s3dl.bucket." + bucket + ".compression.codec", "none");
    hadoop.put("hadoop.tmp.dir", scratch.getRoot().getAbsolutePath());
    hadoop.forEach((key, value) -> settings.put("spark.hadoop." + key, value));
    settings.put("spark.sql.warehouse.dir", path(Place.FILE, "warehouse"));
    for (Place place : Place.values()) {
      String catalog = "spark.sql.catalog." + place.catalog();
      settings.put(catalog, "org.apache.iceberg.spark.SparkCatalog");
      settings.put(catalog + ".type", "hadoop");
      settings.put(catalog + ".warehouse", path(place, "iceberg"));
      settings.put(catalog + ".cache-enabled", "false"); // others write to the tables
    }
  }

  @Override
  protected void after() {
    closing.close();
  }

  SparkSession spark() {
    return spark;
  }

  /** What Spark is told beside what {@link Sessions} tells it. */
  Map<String, String> settings() {
    return settings;
  }

  /** A directory that is not for tables. */
  java.nio.file.Path scratch() {
    return scratch.getRoot().toPath();
  }

  EngineStore store(Place place) {
    return stores.get(place);
  }

  /** The URI of what is below the root of a place. */
  String path(Place place, String below) {
    return place == Place.FILE
        ? scratch.getRoot().toURI() + "file/" + below
        : stores.get(place).path(below);
  }

  /** A configuration of Hadoop by which all places are found. */
  Configuration configuration() {
    Configuration conf = new Configuration();
    hadoop.forEach(conf::set);
    return conf;
  }
}
