package io.s3dl.engine.hive;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.s3dl.codec.SeekableZstdCodec;
import io.s3dl.fs.S3dlFileSystem;
import io.s3dl.harness.EngineStore;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.ql.io.orc.OrcFile;
import org.apache.hadoop.hive.ql.io.orc.Reader;
import org.apache.orc.CompressionKind;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.ClassRule;
import org.junit.Test;

/** Hive's tables on s3dl, and what is stored of them; text on filedl as well. */
public class HiveTest {

  @ClassRule public static final HiveLab LAB = new HiveLab();

  private static final String ORC = "ORC";
  private static final String PARQUET = "PAR1";

  private final HiveSession hive = LAB.hive();
  private final EngineStore s3 = LAB.s3();

  @Test
  public void whatIsTestedIsTheJar() {
    assertThat(jarOf(S3dlFileSystem.class)).matches("hadoop-s3dl-.*\\.jar");
  }

  @Test
  public void textGivesWhatItGivesOnFileAndIsCompressed() throws Exception {
    Map<String, List<String>> onFile = onFile("TEXTFILE");
    assertThat(onFile.values()).noneMatch(List::isEmpty);
    assertThat(onBucket("TEXTFILE")).isEqualTo(onFile);
    assertCompressed("lake/TEXTFILE/");
    assertThat(content(s3.path("lake/TEXTFILE/orders/000000_0")))
        .isEqualTo(content(fileRoot("TEXTFILE") + "orders/000000_0"))
        .contains("grün");

    assertThat(new Statements(hive, "l", "TEXTFILE", LAB.local().path("lake/")).run())
        .isEqualTo(onFile);
    assertThat(LAB.local().keys("lake/")).isEqualTo(names("lake/"));
  }

  @Test
  public void orcGivesWhatItGivesOnFile() throws Exception {
    assertThat(onBucket("ORC")).isEqualTo(onFile("ORC"));
    assertCompressed("lake/ORC/"); // Hive gives its files no suffix
    assertThat(content(s3.path("lake/ORC/orders/000000_0"))).startsWith(ORC);
  }

  @Test
  public void parquetGivesWhatItGivesOnFile() throws Exception {
    assertThat(onBucket("PARQUET")).isEqualTo(onFile("PARQUET"));
    assertCompressed("lake/PARQUET/");
    assertThat(content(s3.path("lake/PARQUET/orders/000000_0"))).startsWith(PARQUET);
  }

  @Test
  public void tablesInPlainPathsArePlain() throws Exception {
    plainTable("warehouse/orders/orc", "plain_orc", "ORC");
    assertThat(LAB.begins("warehouse/orders/orc/000000_0", ORC)).isTrue();
    plainTable("warehouse/orders/parquet", "plain_parquet", "PARQUET");
    assertThat(LAB.begins("warehouse/orders/parquet/000000_0", PARQUET)).isTrue();
  }

  @Test
  public void aTableMadeByAQueryIsPlainInAPlainPath() throws Exception {
    String made = "warehouse/orders/made";
    hive.run(
        "CREATE TABLE plain_made STORED AS ORC LOCATION '"
            + s3.path(made)
            + "' AS SELECT 1 id, 'a' word");
    assertThat(hive.run("SELECT * FROM plain_made")).containsExactly("1\ta");
    assertThat(LAB.objects(made + "/")).containsExactly(made + "/000000_0");
    assertThat(LAB.begins(made + "/000000_0", ORC)).isTrue();
  }

  @Test
  public void whatWasCompressedStaysReadableWhenThePathBecomesPlain() throws Exception {
    Configuration before = new Configuration(hive.configuration());
    before.set("fs.s3dl.plain.paths", "");
    try (FileSystem fs = FileSystem.newInstance(s3.root(), before);
        OutputStream out = fs.create(new Path(s3.path("plain/grown/000000_0")))) {
      out.write("1\n2\n".getBytes(StandardCharsets.UTF_8));
    }
    hive.run(
        "CREATE EXTERNAL TABLE grown (id INT) STORED AS TEXTFILE LOCATION '"
            + s3.path("plain/grown")
            + "'");
    hive.run("INSERT INTO grown VALUES (3)");
    assertThat(hive.run("SELECT * FROM grown")).containsExactly("1", "2", "3");
    assertThat(LAB.objects("plain/grown/"))
        .containsExactly("plain/grown/000000_0.s3dl.zst", "plain/grown/000000_0_copy_1");
    assertThat(s3.bytes("plain/grown/000000_0_copy_1")).asString().isEqualTo("3\n");
  }

  /** Hive writes under a temporary name, which gets its suffix when it is renamed. */
  @Test
  public void aSuffixFromTheConfigurationComesTooLate() throws Exception {
    hive.run(
        "CREATE TABLE zstd_orc (id INT, word STRING) STORED AS ORC LOCATION '"
            + s3.path("suffix/orc")
            + "' TBLPROPERTIES ('orc.compress' = 'ZSTD')");
    hive.run(
        Map.of("hive.output.file.extension", ".orc"),
        "INSERT INTO zstd_orc VALUES (1, 'one'), (2, 'two')");
    assertThat(LAB.objects("suffix/orc/")).containsExactly("suffix/orc/000000_0.orc.s3dl.zst");
    assertThat(hive.run("SELECT * FROM zstd_orc")).containsExactly("1\tone", "2\ttwo");
    try (Reader reader =
        OrcFile.createReader(
            new Path(s3.path("suffix/orc/000000_0.orc")),
            OrcFile.readerOptions(hive.configuration()))) {
      assertThat(reader.getCompressionKind()).isEqualTo(CompressionKind.ZSTD);
    }
  }

  @Test
  public void bothUseTheZstdThatHiveBrings() throws Exception {
    assertThat(jarOf(Zstd.class)).startsWith("hive-exec-");
    assertThat(BothZstds.version()).isEqualTo("1.5.6-10");
    hive.run(
        "CREATE TABLE zstd_parquet (id INT, word STRING) STORED AS PARQUET LOCATION '"
            + s3.path("zstd/parquet")
            + "' TBLPROPERTIES ('parquet.compression' = 'ZSTD')");
    hive.run("INSERT INTO zstd_parquet VALUES (1, 'one'), (2, 'two')");
    assertThat(hive.run("SELECT * FROM zstd_parquet")).containsExactly("1\tone", "2\ttwo");
    assertThat(LAB.isZstd("zstd/parquet/000000_0.s3dl.zst")).isTrue();
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new Path(s3.path("zstd/parquet/000000_0")), hive.configuration()))) {
      assertThat(reader.getFooter().getBlocks().get(0).getColumns().get(0).getCodec())
          .isEqualTo(CompressionCodecName.ZSTD);
    }
  }

  @Test
  public void eitherZstdDoesForBoth() throws Exception {
    java.nio.file.Path scratch = Files.createTempDirectory(LAB.scratch(), "zstd");
    assertThat(BothZstds.withFirst("hive-exec-", scratch)).containsExactly("1.5.6-10", "hive-exec");
    assertThat(BothZstds.withFirst("hadoop-s3dl-", scratch))
        .containsExactly("1.5.7-6", "hadoop-s3dl");
  }

  @Test
  public void anExternalTableOfZstIsSplitAndWrittenByTheCodec() throws Exception {
    List<String> lines = writeZst(s3.path("delivered/lines.zst"));
    assertThat(LAB.objects("delivered/")).containsExactly("delivered/lines.zst");
    hive.run(
        "CREATE EXTERNAL TABLE delivered (id INT, word STRING)"
            + " ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' STORED AS TEXTFILE LOCATION '"
            + s3.path("delivered")
            + "'");
    assertThat(hive.run("SELECT * FROM delivered")).isEqualTo(lines);

    hive.run(
        Map.of(
            "tez.grouping.split-count", "3",
            "mapreduce.input.fileinputformat.split.minsize", "20000",
            "hive.exec.compress.output", "true",
            "mapreduce.output.fileoutputformat.compress.codec", SeekableZstdCodec.class.getName()),
        "CREATE TABLE split ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' STORED AS TEXTFILE"
            + " LOCATION '"
            + s3.path("plain/split")
            + "' AS SELECT id, word FROM delivered");
    List<String> files = LAB.objects("plain/split/");
    assertThat(files).as("a file of each split's").hasSizeGreaterThan(1);
    for (String file : files) {
      assertThat(file).matches("plain/split/00000\\d_0\\.zst");
      assertThat(LAB.isZstd(file)).isTrue();
    }
    assertThat(hive.run("SELECT * FROM split")).isEqualTo(lines);
  }

  @Test
  public void whatIsDroppedTakesManagedDataAndLeavesExternal() throws Exception {
    java.nio.file.Path rows = Files.createTempFile(LAB.scratch(), "rows", ".txt");
    Files.writeString(rows, "1\n2\n");
    hive.run(
        "CREATE DATABASE dropped LOCATION '"
            + s3.path("drop/external")
            + "' MANAGEDLOCATION '"
            + s3.path("drop/managed")
            + "'");
    hive.run("CREATE TABLE dropped.taken (id INT) STORED AS TEXTFILE");
    hive.run("CREATE EXTERNAL TABLE dropped.kept (id INT) STORED AS TEXTFILE");
    hive.run(
        "CREATE EXTERNAL TABLE dropped.purged (id INT) STORED AS TEXTFILE"
            + " TBLPROPERTIES ('external.table.purge' = 'true')");
    for (String table : List.of("taken", "kept", "purged")) {
      hive.run("LOAD DATA LOCAL INPATH '" + rows + "' INTO TABLE dropped." + table);
      assertThat(hive.run("SELECT * FROM dropped." + table)).containsExactly("1", "2");
    }
    String stored = rows.getFileName() + ".s3dl.zst";
    assertThat(LAB.objects("drop/"))
        .containsExactly(
            "drop/external/kept/" + stored,
            "drop/external/purged/" + stored,
            "drop/managed/taken/" + stored);

    for (String table : List.of("taken", "kept", "purged")) {
      hive.run("DROP TABLE dropped." + table);
    }
    assertThat(LAB.objects("drop/")).containsExactly("drop/external/kept/" + stored);
    assertThat(s3.keys("drop/managed/taken")).isEmpty();
    hive.run("CREATE EXTERNAL TABLE dropped.kept (id INT) STORED AS TEXTFILE");
    assertThat(hive.run("SELECT * FROM dropped.kept")).containsExactly("1", "2");
  }

  private void plainTable(String directory, String table, String format) throws Exception {
    hive.run(
        "CREATE TABLE "
            + table
            + " (id INT, word STRING) STORED AS "
            + format
            + " LOCATION '"
            + s3.path(directory)
            + "'");
    hive.run("INSERT INTO " + table + " VALUES (1, 'a'), (2, NULL)");
    hive.run("INSERT OVERWRITE TABLE " + table + " SELECT id + 1, word FROM " + table);
    assertThat(hive.run("SELECT * FROM " + table)).containsExactly("2\ta", "3\tNULL");
    assertThat(LAB.objects(directory + "/")).containsExactly(directory + "/000000_0");
  }

  private Map<String, List<String>> onFile(String format) throws Exception {
    return new Statements(hive, "f" + format, format, fileRoot(format)).run();
  }

  private static String fileRoot(String format) {
    return "file://" + LAB.scratch() + "/lake/" + format + "/";
  }

  private Map<String, List<String>> onBucket(String format) throws Exception {
    String root = s3.path("lake/" + format + "/");
    return new Statements(hive, "s" + format, format, root).run();
  }

  /** What the statements leave: nothing of what was overwritten, and no file of Hive's own. */
  private static List<String> names(String root) {
    List<String> names = new ArrayList<>();
    for (String directory :
        List.of(
            "orders",
            "sales/customer=ann",
            "sales/customer=bob",
            "sales/customer=eve%3A ü 1%2F2",
            "totals")) {
      names.add(root + directory + "/000000_0.s3dl.zst");
    }
    return names;
  }

  private void assertCompressed(String root) throws Exception {
    assertThat(LAB.objects(root)).isEqualTo(names(root));
    for (String key : names(root)) {
      assertThat(LAB.isZstd(key)).as(key).isTrue();
    }
  }

  private String content(String path) throws Exception {
    Path file = new Path(path);
    try (InputStream in = file.getFileSystem(hive.configuration()).open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Writes lines that do not compress well, in frames that are much smaller than the splits. */
  private List<String> writeZst(String path) throws Exception {
    Configuration small = new Configuration(hive.configuration());
    small.set("fs.s3dl.frame.size", "16K");
    SeekableZstdCodec codec = new SeekableZstdCodec();
    codec.setConf(small);
    List<String> lines = new ArrayList<>();
    Random random = new Random(6);
    for (int i = 0; i < 10_000; i++) {
      lines.add(i + "\t" + Long.toHexString(random.nextLong()));
    }
    Path file = new Path(path);
    try (OutputStream out =
        codec.createOutputStream(file.getFileSystem(hive.configuration()).create(file))) {
      for (String line : lines) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    Collections.sort(lines);
    return lines;
  }

  private static String jarOf(Class<?> type) {
    String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return jar.substring(jar.lastIndexOf('/') + 1);
  }
}
