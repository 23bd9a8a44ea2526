package io.s3dl.engine.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The classes that are really there: the released jar, Spark's own Hadoop, and one zstd-jni for
 * Spark and us, which is Spark's or ours, whichever stands first on the class path.
 */
public class LibrariesTest {

  private static final int ROWS = 500;
  private static final long PATIENCE_MINUTES = 2;

  @ClassRule public static final Place PLACE = Place.s3dl();

  @Rule public final TemporaryFolder scratch = new TemporaryFolder(new File("target"));

  @Test
  public void theJarIsTheReleasedOne() throws Exception {
    Class<?> loaded = Place.fileSystem(PLACE.ours("")).getClass();
    assertThat(loaded.getName()).isEqualTo("io.s3dl.fs.S3dlFileSystem");
    assertThat(jarOf(loaded)).matches("hadoop-s3dl-.*\\.jar");
  }

  @Test
  public void versionsAreThoseThatSparkShips() {
    assertThat(Session.spark().version()).isEqualTo(System.getProperty("s3dl.test.spark"));
    assertThat(VersionInfo.getVersion()).isEqualTo(System.getProperty("s3dl.test.hadoop"));
    assertThat(jarOf(Zstd.class))
        .isEqualTo("zstd-jni-" + System.getProperty("s3dl.test.zstd") + ".jar");
  }

  /** What either of the two has written, the other reads. */
  @Test
  public void anyOfTheTwoLibrariesServesSparkAndUs() throws Exception {
    SparkSession spark = Session.spark();
    Dataset<Row> rows = Sample.rows(spark, 0, ROWS);
    ZstdWorker.write(rows, PLACE.ours("from-spark"));

    assertThat(runWithOursFirst()).containsExactly(jarOf(fileSystemClass()), "rows " + ROWS);
    assertThat(ZstdWorker.read(spark, PLACE.ours("from-ours"))).isEqualTo(Sample.ordered(rows));
    for (String key : PLACE.parts("from-ours/json")) {
      PLACE.assertCompressed(key);
    }
  }

  /** The lines that the worker printed. */
  private List<String> runWithOursFirst() throws Exception {
    String ours = Path.of(source(fileSystemClass())).toString();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.matches("-(X|-add-opens|Djdk|Djava.io.tmpdir).*"))
            .toList());
    command.add("-cp");
    command.add(ours + File.pathSeparator + System.getProperty("java.class.path"));
    command.add(ZstdWorker.class.getName());
    command.add(scratch.getRoot().getAbsolutePath());
    command.add(PLACE.ours("from-spark"));
    command.add(PLACE.ours("from-ours"));
    PLACE.store().settings().forEach((key, value) -> command.add(key + "=" + value));
    Path said = scratch.newFile("said.txt").toPath();
    Path errors = scratch.newFile("errors.txt").toPath();
    Process worker =
        new ProcessBuilder(command)
            .redirectOutput(said.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertThat(worker.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
      assertThat(worker.exitValue()).as(Files.readString(errors, UTF_8)).isZero();
      return Files.readAllLines(said, UTF_8);
    } finally {
      worker.destroyForcibly().waitFor();
    }
  }

  private static Class<?> fileSystemClass() throws Exception {
    return Place.fileSystem(PLACE.ours("")).getClass();
  }

  static String jarOf(Class<?> loaded) {
    return Path.of(source(loaded)).getFileName().toString();
  }

  private static URI source(Class<?> loaded) {
    return URI.create(loaded.getProtectionDomain().getCodeSource().getLocation().toString());
  }
}
