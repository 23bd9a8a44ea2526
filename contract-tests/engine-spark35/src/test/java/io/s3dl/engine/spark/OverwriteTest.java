package io.s3dl.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.ClassRule;
import org.junit.Test;

/** What is there already: added to, replaced as a whole or by partitions, or left alone. */
public class OverwriteTest {

  private static final int ROWS = 600;

  /** The rows that replace a day have ids of their own. */
  private static final int LATER = 10_000;

  private static final String DAY = "day = 'd1'";

  @ClassRule public static final Place PLACE = Place.s3dl();

  private final SparkSession spark = Session.spark();
  private final Dataset<Row> rows = Sample.rows(spark, 0, ROWS);
  private final Dataset<Row> later = Sample.rows(spark, LATER, LATER + ROWS / 2).filter(DAY);

  @Test
  public void dynamicOverwriteReplacesJustThePartitionsWritten() throws Exception {
    for (String path : PLACE.both("dynamic")) {
      rows.write().partitionBy("day").json(path);
    }
    List<String> before = PLACE.parts("dynamic");
    for (String path : PLACE.both("dynamic")) {
      later
          .write()
          .partitionBy("day")
          .option("partitionOverwriteMode", "dynamic")
          .mode(SaveMode.Overwrite)
          .json(path);
      assertThat(read(path))
          .isEqualTo(Sample.ordered(rows.filter("NOT " + DAY).union(later)))
          .hasSizeLessThan(ROWS);
      assertThat(Place.directories(path)).containsExactly("day=d0", "day=d1", "day=d2", "day=d3");
    }
    List<String> after = PLACE.parts("dynamic");
    assertThat(after).hasSameSizeAs(before);
    assertThat(after.stream().filter(key -> !key.contains("/day=d1/")))
        .isNotEmpty()
        .allMatch(before::contains);
    assertThat(after.stream().filter(key -> key.contains("/day=d1/")))
        .isNotEmpty()
        .noneMatch(before::contains);
    PLACE.assertSucceeded("dynamic");
    for (String key : after) {
      PLACE.assertCompressed(key);
    }
  }

  @Test
  public void staticOverwriteReplacesAll() throws Exception {
    for (String path : PLACE.both("static")) {
      rows.write().partitionBy("day").parquet(path);
      later.write().partitionBy("day").mode(SaveMode.Overwrite).parquet(path);
      assertThat(Sample.ordered(spark.read().parquet(path))).isEqualTo(Sample.ordered(later));
      assertThat(Place.directories(path)).containsExactly("day=d1");
    }
    PLACE.assertSucceeded("static");
    assertThat(PLACE.parts("static")).isNotEmpty().allMatch(key -> key.contains("/day=d1/"));
    for (String key : PLACE.parts("static")) {
      PLACE.assertPlain(key, (byte) 'P', (byte) 'A', (byte) 'R', (byte) '1');
    }
  }

  @Test
  public void appendAdds() throws Exception {
    for (String path : PLACE.both("append")) {
      rows.write().partitionBy("day").json(path);
      later.write().partitionBy("day").mode(SaveMode.Append).json(path);
      assertThat(read(path)).isEqualTo(Sample.ordered(rows.union(later)));
    }
    PLACE.assertSucceeded("append");
  }

  @Test
  public void otherModesLeaveAloneWhatIsThere() throws Exception {
    String path = PLACE.ours("alone");
    rows.write().json(path);
    List<String> before = PLACE.stored("alone");
    assertThatThrownBy(() -> later.write().json(path)).isInstanceOf(AnalysisException.class);
    later.write().mode(SaveMode.Ignore).json(path);
    assertThat(PLACE.stored("alone")).isEqualTo(before);
    assertThat(read(path)).isEqualTo(Sample.ordered(rows));
  }

  @Test
  public void partitionsAreFoundAndPruned() throws Exception {
    List<List<String>> read = new ArrayList<>();
    for (String path : PLACE.both("pruned")) {
      rows.write().partitionBy("day", "open").orc(path);
      Dataset<Row> found = spark.read().orc(path).filter("day = 'd2' AND open = 'true'");
      assertThat(found.inputFiles()).isNotEmpty();
      read.add(Sample.ordered(found));
      assertThat(Place.directories(path + "/day=d2")).containsExactly("open=false", "open=true");
    }
    assertThat(read.get(0))
        .isEqualTo(read.get(1))
        .isEqualTo(Sample.ordered(rows.filter("day = 'd2' AND open")))
        .isNotEmpty();
  }

  private List<String> read(String path) {
    return Sample.ordered(spark.read().schema(Sample.SCHEMA).json(path));
  }
}
