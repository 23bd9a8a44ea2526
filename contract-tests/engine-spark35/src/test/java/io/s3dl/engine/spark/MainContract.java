package io.s3dl.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.Test;

/** The main things that Spark does with files, on a scheme of a test's. */
public abstract class MainContract {

  private static final int ROWS = 400;
  private static final int LATER = 10_000;

  private final SparkSession spark = Session.spark();
  private final Dataset<Row> rows = Sample.rows(spark, 0, ROWS);

  /** Where it works; opened before its tests. */
  abstract Place place();

  @Test
  public void text() throws Exception {
    Dataset<Row> lines = rows.selectExpr("concat_ws('\t', id, place, amount, note) AS value");
    for (String path : place().both("text")) {
      lines.write().text(path);
      assertThat(Sample.lines(spark.read().text(path))).isEqualTo(Sample.lines(lines));
    }
    place().assertSucceeded("text");
    assertThat(place().parts("text")).isNotEmpty();
    for (String key : place().parts("text")) {
      place().assertCompressed(key);
    }
  }

  @Test
  public void csvAndDynamicOverwrite() throws Exception {
    Dataset<Row> later = Sample.rows(spark, LATER, LATER + ROWS).filter("day = 'd3'");
    for (String path : place().both("csv")) {
      rows.write().partitionBy("day").csv(path);
      later
          .write()
          .partitionBy("day")
          .option("partitionOverwriteMode", "dynamic")
          .mode(SaveMode.Overwrite)
          .csv(path);
      assertThat(Sample.ordered(spark.read().schema(Sample.SCHEMA).csv(path)))
          .isEqualTo(Sample.ordered(rows.filter("day <> 'd3'").union(later)));
    }
    place().assertSucceeded("csv");
    assertThat(place().parts("csv")).isNotEmpty();
    for (String key : place().parts("csv")) {
      place().assertCompressed(key);
    }
  }

  @Test
  public void parquet() throws Exception {
    for (String path : place().both("parquet")) {
      rows.write().parquet(path);
      assertThat(Sample.ordered(spark.read().parquet(path))).isEqualTo(Sample.ordered(rows));
    }
    place().assertSucceeded("parquet");
    assertThat(place().parts("parquet")).isNotEmpty();
    for (String key : place().parts("parquet")) {
      place().assertPlain(key, (byte) 'P', (byte) 'A', (byte) 'R', (byte) '1');
    }
  }

  @Test
  public void stream() throws Exception {
    for (String path : place().both("stream")) {
      for (int run = 0; run < 2; run++) {
        rows.filter("id % 2 = " + run).write().mode(SaveMode.Append).json(path + "/in");
        spark
            .readStream()
            .schema(Sample.SCHEMA)
            .json(path + "/in")
            .writeStream()
            .format("json")
            .option("checkpointLocation", path + "/checkpoint")
            .trigger(Trigger.AvailableNow())
            .start(path + "/out")
            .awaitTermination();
      }
      assertThat(Sample.ordered(spark.read().schema(Sample.SCHEMA).json(path + "/out")))
          .isEqualTo(Sample.ordered(rows));
    }
    place().assertCompressed("stream/checkpoint/commits/1.s3dl.zst");
  }
}
