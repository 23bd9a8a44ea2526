package io.s3dl.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.ClassRule;
import org.junit.Test;

/** The same on a disk, in short. */
public class FiledlTest {

  private static final int ROWS = 400;
  private static final int LATER = 10_000;

  @ClassRule public static final Place PLACE = Place.filedl();

  private final SparkSession spark = Session.spark();
  private final Dataset<Row> rows = Sample.rows(spark, 0, ROWS);

  @Test
  public void csvAndDynamicOverwrite() throws Exception {
    Dataset<Row> later = Sample.rows(spark, LATER, LATER + ROWS).filter("day = 'd3'");
    for (String path : PLACE.both("csv")) {
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
    PLACE.assertSucceeded("csv");
    assertThat(PLACE.parts("csv")).isNotEmpty();
    for (String key : PLACE.parts("csv")) {
      PLACE.assertCompressed(key);
    }
  }

  @Test
  public void parquet() throws Exception {
    for (String path : PLACE.both("parquet")) {
      rows.write().parquet(path);
      assertThat(Sample.ordered(spark.read().parquet(path))).isEqualTo(Sample.ordered(rows));
    }
    PLACE.assertSucceeded("parquet");
    assertThat(PLACE.parts("parquet")).isNotEmpty();
    for (String key : PLACE.parts("parquet")) {
      PLACE.assertPlain(key, (byte) 'P', (byte) 'A', (byte) 'R', (byte) '1');
    }
  }

  @Test
  public void stream() throws Exception {
    for (String path : PLACE.both("stream")) {
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
    PLACE.assertCompressed("stream/checkpoint/commits/1.s3dl.zst");
  }
}
