package io.s3dl.engine.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.s3dl.codec.SeekableZstdCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.ClassRule;
import org.junit.Test;

/** Files called .zst that Spark reads in splits and writes, with the codec of the plugin. */
public class CodecTest {

  private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
  private static final String FRAME = "fs.s3dl.frame.size";
  private static final String FRAME_SIZE = "4096";
  private static final int LINES = 6000;
  private static final int MANY = 8;
  private static final List<String> TEXT = text();

  @ClassRule public static final Place PLACE = Place.s3dl();

  /** With splits that are smaller than the files, but larger than a frame. */
  private final SparkSession spark =
      Session.another(
          Map.of(
              "spark.sql.files.maxPartitionBytes", "8192",
              "spark.sql.files.openCostInBytes", "0"));

  @Test
  public void splitsHaveEachLineOnce() throws Exception {
    for (String path : PLACE.both("split/lines.zst")) {
      Place.write(path, compressed(TEXT));
      Dataset<Row> read = spark.read().text(path);
      assertThat(read.selectExpr("spark_partition_id() AS part").distinct().count())
          .isGreaterThan(MANY);
      assertThat(values(read)).containsExactlyElementsOf(TEXT);
    }
    PLACE.assertPlain("split/lines.zst", ZSTD);
  }

  @Test
  public void splitsOfAnRddHaveEachLineOnce() throws Exception {
    String path = PLACE.ours("rdd/lines.zst");
    Place.write(path, compressed(TEXT));
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<List<String>> parts = context.textFile(path, MANY).glom().collect();
    assertThat(parts).hasSizeGreaterThanOrEqualTo(MANY).noneMatch(List::isEmpty);
    assertThat(parts.stream().flatMap(List::stream).toList()).containsExactlyElementsOf(TEXT);
  }

  @Test
  public void oneFrameIsReadWhole() throws Exception {
    for (String path : PLACE.both("whole/lines.zst")) {
      Place.write(path, Zstd.compress(String.join("\n", TEXT).getBytes(UTF_8)));
      Dataset<Row> read = spark.read().text(path);
      assertThat(read.rdd().getNumPartitions()).isGreaterThan(MANY);
      assertThat(read.selectExpr("spark_partition_id() AS part").distinct().count()).isEqualTo(1);
      assertThat(values(read)).containsExactlyElementsOf(TEXT);
    }
  }

  @Test
  public void writesFilesThatItSplits() throws Exception {
    Dataset<Row> rows = Sample.rows(spark, 0, LINES).coalesce(1);
    for (String format : List.of("csv", "json")) {
      String below = "written-" + format;
      for (String path : PLACE.both(below)) {
        rows.write()
            .format(format)
            .option("compression", Session.CODEC)
            .option(FRAME, FRAME_SIZE)
            .save(path);
        Dataset<Row> read = spark.read().format(format).schema(Sample.SCHEMA).load(path);
        assertThat(read.selectExpr("spark_partition_id() AS part").distinct().count())
            .isGreaterThan(1);
        assertThat(Sample.lines(read)).isEqualTo(Sample.lines(rows));
      }
      List<String> parts = PLACE.parts(below);
      assertThat(parts).hasSize(1).allMatch(key -> key.endsWith("." + format + ".zst"));
      PLACE.assertPlain(parts.get(0), ZSTD);
      PLACE.assertSucceeded(below);
      assertThat(content(PLACE.ours(below))).isEqualTo(content(PLACE.file(below)));
    }
  }

  @Test
  public void writesText() throws Exception {
    spark
        .createDataset(TEXT, Encoders.STRING())
        .coalesce(1)
        .write()
        .option("compression", Session.CODEC)
        .text(PLACE.ours("text"));
    assertThat(values(spark.read().text(PLACE.ours("text")))).containsExactlyElementsOf(TEXT);
    assertThat(PLACE.parts("text")).hasSize(1).allMatch(key -> key.endsWith(".txt.zst"));
    PLACE.assertPlain(PLACE.parts("text").get(0), ZSTD);
  }

  /** The documentation says so; if Spark learns the name, it has to be changed. */
  @Test
  public void sparkRefusesTheShortName() {
    Dataset<Row> rows = Sample.rows(spark, 0, 1);
    assertThatThrownBy(() -> rows.write().option("compression", "zstd").json(PLACE.ours("short")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("zstd");
  }

  /** An object of ours, as it is stored, in the hands of another file system. */
  @Test
  public void readsWhatOurFileSystemStored() throws Exception {
    Dataset<Row> rows = Sample.rows(spark, 0, LINES).coalesce(1);
    rows.write().option(FRAME, FRAME_SIZE).json(PLACE.ours("stored"));
    String key = PLACE.parts("stored").get(0);
    String copy = PLACE.file("stored/" + key.substring(key.lastIndexOf('/') + 1));
    Place.write(copy, PLACE.store().bytes(key));
    assertThat(copy).endsWith(".json.s3dl.zst");
    Dataset<Row> read = spark.read().schema(Sample.SCHEMA).json(copy);
    assertThat(Sample.lines(read)).isEqualTo(Sample.lines(rows));
  }

  private static byte[] content(String directory) throws IOException {
    List<Path> parts =
        Place.files(directory).stream().filter(file -> file.getName().startsWith("part-")).toList();
    assertThat(parts).hasSize(1);
    return Place.content(parts.get(0));
  }

  /** The lines are numbered, and Spark does not read splits in their order. */
  private static List<String> values(Dataset<Row> read) {
    return read.collectAsList().stream().map(row -> row.getString(0)).sorted().toList();
  }

  private static byte[] compressed(List<String> lines) throws IOException {
    Configuration conf = new Configuration(Session.hadoop());
    conf.set(FRAME, FRAME_SIZE);
    SeekableZstdCodec codec = new SeekableZstdCodec();
    codec.setConf(conf);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = codec.createOutputStream(bytes)) {
      out.write((String.join("\n", lines) + "\n").getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Lines of different lengths, in order, that do not become much smaller. */
  private static List<String> text() {
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.range(0, LINES)
        .mapToObj(
            i -> String.format("%06d ", i) + Long.toHexString(random.nextLong()).repeat(1 + i % 3))
        .toList();
  }
}
