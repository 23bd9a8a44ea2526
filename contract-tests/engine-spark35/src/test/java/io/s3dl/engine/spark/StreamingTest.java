package io.s3dl.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * A stream from files to files, with its checkpoints and its state beside them. Each run of it is a
 * query of its own, which knows from the checkpoints alone what the ones before it did.
 */
@RunWith(Parameterized.class)
public class StreamingTest {

  private static final int LINES = 200;
  private static final int OVERLAP = 50;

  @Parameterized.Parameters(name = "{0}")
  public static List<Object[]> formats() {
    return List.of(new Object[] {"json"}, new Object[] {"parquet"});
  }

  @ClassRule public static final Place PLACE = Place.s3dl();

  private final SparkSession spark = Session.spark();
  private final String format;

  public StreamingTest(String format) {
    this.format = format;
  }

  @Test
  public void eachLineOnce() throws Exception {
    for (String path : PLACE.both(format)) {
      Place.write(path + "/in/a.txt", lines(0, LINES));
      Place.write(path + "/in/b.txt", lines(LINES, 2 * LINES));
      run(path);
      assertThat(result(path)).isEqualTo(sorted(lines(0, 2 * LINES)));

      // The state knows of the lines that came before.
      Place.write(path + "/in/c.txt", lines(2 * LINES - OVERLAP, 3 * LINES));
      run(path);
      List<String> all = sorted(lines(0, 3 * LINES));
      assertThat(result(path)).isEqualTo(all);

      // As if it had been killed when all was written, before it was said in the checkpoints.
      Place.delete(path + "/checkpoint/commits/1");
      run(path);
      assertThat(result(path)).isEqualTo(all);
      assertThat(Place.files(path + "/checkpoint/commits"))
          .filteredOn(file -> !file.getName().contains(".crc"))
          .extracting(file -> file.getName())
          .containsExactly("0", "1");
    }
    assertStored();
  }

  private void assertStored() throws Exception {
    List<String> checkpoints = PLACE.stored(format + "/checkpoint");
    assertThat(checkpoints)
        .contains(
            format + "/checkpoint/metadata.s3dl.zst",
            format + "/checkpoint/offsets/0.s3dl.zst",
            format + "/checkpoint/offsets/1.s3dl.zst",
            format + "/checkpoint/commits/1.s3dl.zst")
        .anyMatch(key -> key.matches(".*/checkpoint/state/0/[01]/2\\.delta.*"))
        .noneMatch(key -> key.matches(".*\\.tmp(\\.s3dl\\.zst)?"));
    PLACE.assertCompressed(format + "/checkpoint/offsets/1.s3dl.zst");
    assertThat(PLACE.stored(format + "/out"))
        .contains(format + "/out/_spark_metadata/0.s3dl.zst")
        .noneMatch(key -> key.matches(".*\\.tmp(\\.s3dl\\.zst)?"));
    List<String> parts = PLACE.parts(format + "/out");
    assertThat(parts).isNotEmpty();
    for (String key : parts) {
      if (format.equals("parquet")) {
        PLACE.assertPlain(key, (byte) 'P', (byte) 'A', (byte) 'R', (byte) '1');
      } else {
        PLACE.assertCompressed(key);
      }
    }
  }

  private void run(String path) throws Exception {
    Dataset<Row> input =
        spark.readStream().format("text").load(path + "/in").dropDuplicates("value");
    StreamingQuery query =
        input
            .writeStream()
            .format(format)
            .option("checkpointLocation", path + "/checkpoint")
            .trigger(Trigger.AvailableNow())
            .start(path + "/out");
    query.awaitTermination();
  }

  private List<String> result(String path) {
    return spark.read().format(format).load(path + "/out").collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private static List<String> lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "line " + i).toList();
  }

  private static List<String> sorted(List<String> lines) {
    return Stream.of(lines).flatMap(List::stream).sorted().toList();
  }
}
