package io.s3dl.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Each of Spark's formats: what is written is what file:// would have, and reads as there. */
@RunWith(Parameterized.class)
public class FormatsTest {

  private static final int ROWS = 2000;

  /** As many as the session has threads. */
  private static final int PARTS = 2;

  /** Formats, and what files of theirs begin with if they are stored plain. */
  @Parameterized.Parameters(name = "{0} {1}")
  public static List<Object[]> formats() {
    return List.of(
        new Object[] {"csv", "none", ""},
        new Object[] {"json", "none", ""},
        new Object[] {"text", "none", ""},
        new Object[] {"json", "gzip", "\u001f\u008b"},
        new Object[] {"parquet", "snappy", "PAR1"},
        new Object[] {"parquet", "zstd", "PAR1"},
        new Object[] {"orc", "zstd", "ORC"});
  }

  @ClassRule public static final Place PLACE = Place.s3dl();

  private final String format;
  private final String compression;
  private final byte[] magic;

  public FormatsTest(String format, String compression, String magic) {
    this.format = format;
    this.compression = compression;
    this.magic = magic.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  public void readsAndStoresAsOnFile() throws Exception {
    String below = format + "-" + compression;
    SparkSession spark = Session.spark();
    Dataset<Row> rows = Sample.rows(spark, 0, ROWS);
    if (format.equals("text")) {
      rows = rows.selectExpr("concat_ws('\t', id, place, amount, note) AS value");
    }
    for (String path : PLACE.both(below)) {
      rows.write().option("compression", compression).format(format).save(path);
    }
    Dataset<Row> expected = read(PLACE.file(below), rows);
    Dataset<Row> actual = read(PLACE.ours(below), rows);
    assertThat(Sample.lines(expected)).isEqualTo(Sample.lines(rows));
    assertThat(Sample.lines(actual)).isEqualTo(Sample.lines(expected));
    assertThat(actual.schema()).isEqualTo(expected.schema());
    String some = "hash(" + rows.columns()[0] + ") % 3 = 0";
    assertThat(actual.filter(some).count()).isEqualTo(rows.filter(some).count()).isPositive();

    List<Path> files = parts(PLACE.file(below));
    List<Path> ours = parts(PLACE.ours(below));
    assertThat(ours).hasSameSizeAs(files).hasSize(PARTS);
    for (int part = 0; part < PARTS; part++) {
      assertThat(Place.content(ours.get(part))).isEqualTo(Place.content(files.get(part)));
    }
    PLACE.assertSucceeded(below);
    List<String> keys = PLACE.parts(below);
    assertThat(keys).hasSize(PARTS);
    assertThat(PLACE.stored(below)).hasSize(PARTS + 1);
    for (String key : keys) {
      if (magic.length == 0) {
        PLACE.assertCompressed(key);
      } else {
        PLACE.assertPlain(key, magic);
      }
    }
  }

  private Dataset<Row> read(String path, Dataset<Row> like) {
    return Session.spark().read().format(format).schema(like.schema()).load(path);
  }

  private static List<Path> parts(String path) throws Exception {
    return Place.files(path).stream().filter(file -> file.getName().startsWith("part-")).toList();
  }
}
