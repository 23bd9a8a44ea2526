package io.s3dl.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.ClassRule;
import org.junit.Test;

/** Tables of Spark's catalog whose files are on our scheme. */
public class TablesTest {

  private static final int ROWS = 400;
  private static final int LATER = 10_000;
  private static final String COLUMNS =
      "(id BIGINT, place STRING, amount DOUBLE, open BOOLEAN, note STRING, day STRING)";

  @ClassRule public static final Place PLACE = Place.s3dl();

  private final SparkSession spark =
      Session.another(Map.of("spark.sql.sources.partitionOverwriteMode", "dynamic"));
  private final Dataset<Row> rows = Sample.rows(spark, 0, ROWS);
  private final Dataset<Row> later = Sample.rows(spark, LATER, LATER + ROWS / 2);

  @Test
  public void externalTableInCsv() throws Exception {
    externalTable("csv");
    for (String key : PLACE.parts("external_csv")) {
      PLACE.assertCompressed(key);
    }
  }

  @Test
  public void externalTableInParquet() throws Exception {
    externalTable("parquet");
    for (String key : PLACE.parts("external_parquet")) {
      PLACE.assertPlain(key, (byte) 'P', (byte) 'A', (byte) 'R', (byte) '1');
    }
  }

  private void externalTable(String format) throws Exception {
    String below = "external_" + format;
    rows.createOrReplaceTempView("some_rows");
    later.createOrReplaceTempView("later_rows");
    for (String path : PLACE.both(below)) {
      spark.sql(
          "CREATE TABLE "
              + (below + COLUMNS + " USING " + format)
              + (" PARTITIONED BY (day) LOCATION '" + path + "'"));
      spark.sql("INSERT INTO " + below + " SELECT * FROM some_rows");
      assertThat(table(below)).isEqualTo(Sample.ordered(rows));

      // One partition that is named, and then those that are in the rows.
      spark.sql(
          "INSERT OVERWRITE "
              + below
              + " PARTITION (day = 'd1') SELECT id, place, amount, open, note FROM later_rows"
              + " WHERE day = 'd1'");
      Dataset<Row> named = rows.filter("day <> 'd1'").union(later.filter("day = 'd1'"));
      assertThat(table(below)).isEqualTo(Sample.ordered(named));
      spark.sql(
          "INSERT OVERWRITE " + below + " SELECT * FROM later_rows WHERE day IN ('d1', 'd2')");
      assertThat(table(below))
          .isEqualTo(
              Sample.ordered(
                  rows.filter("day IN ('d0', 'd3')").union(later.filter("day IN ('d1', 'd2')"))));

      spark.sql("DROP TABLE " + below);
      assertThat(Place.directories(path)).containsExactly("day=d0", "day=d1", "day=d2", "day=d3");
    }
    PLACE.assertSucceeded(below);
  }

  @Test
  public void managedTableGoesWithItsFiles() throws Exception {
    rows.createOrReplaceTempView("managed_rows");
    spark.sql("CREATE DATABASE managed LOCATION '" + PLACE.ours("managed") + "'");
    spark.sql("CREATE TABLE managed.first USING json AS SELECT * FROM managed_rows");
    List<String> keys = PLACE.parts("managed/first");
    assertThat(keys).isNotEmpty();
    for (String key : keys) {
      PLACE.assertCompressed(key);
    }
    spark.sql("ALTER TABLE managed.first RENAME TO managed.second");
    assertThat(table("managed.second")).isEqualTo(Sample.ordered(rows));
    assertThat(PLACE.stored("managed/first")).isEmpty();
    assertThat(PLACE.parts("managed/second")).hasSameSizeAs(keys);
    spark.sql("TRUNCATE TABLE managed.second");
    assertThat(table("managed.second")).isEmpty();
    spark.sql("DROP TABLE managed.second");
    assertThat(PLACE.stored("managed")).isEmpty();
    spark.sql("DROP DATABASE managed");
  }

  private List<String> table(String name) {
    return Sample.ordered(spark.table(name));
  }
}
