package io.s3dl.engine.flink;

import static io.s3dl.engine.flink.FlinkTest.FLINK;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.fs.Path;
import org.apache.flink.formats.parquet.avro.AvroParquetReaders;
import org.apache.flink.formats.parquet.avro.AvroParquetWriters;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Jobs that write files and read them again, on our schemes and on file. */
public class WriteCases extends PlacedCases {

  private static final int LINES = 10_000;
  private static final int SALES = 1_000;
  private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void textIsWritten() throws Exception {
    List<String> lines = Texts.lines(LINES, 6);
    String local = folder.getRoot().toURI() + "text";
    for (String directory : List.of(place().path("text"), local)) {
      DataStream<String> stream = FLINK.batch().fromData(lines).rebalance();
      assertThat(write(stream, LineWriter::new, directory, ".txt")).hasSize(2);
      assertThat(read(new TextLineInputFormat(), directory, LINES))
          .containsExactlyInAnyOrderElementsOf(lines);
    }
    assertThat(place().keys("text/")).filteredOn(key -> key.endsWith(".txt.s3dl.zst")).hasSize(2);
    place().assertAllCompressed("text/");
  }

  @Test
  public void parquetIsWrittenAsItIs() throws Exception {
    List<Integer> ids = IntStream.range(0, SALES).boxed().toList();
    String[] sales = ids.stream().map(id -> Sale.of(id).toString()).toArray(String[]::new);
    String local = folder.getRoot().toURI() + "parquet";
    for (String directory : List.of(place().path("parquet"), local)) {
      DataStream<Sale> stream =
          FLINK.batch().fromData(ids).rebalance().map(Sale::of).returns(Sale.class);
      BulkWriter.Factory<Sale> format = AvroParquetWriters.forReflectRecord(Sale.class);
      assertThat(write(stream, format, directory, ".parquet")).hasSize(2);
      assertThat(read(AvroParquetReaders.forReflectRecord(Sale.class), directory, SALES))
          .containsExactlyInAnyOrder(sales);
    }
    List<String> keys = place().keys("parquet/part-");
    assertThat(keys).hasSize(2).allMatch(key -> key.endsWith(".parquet"));
    for (String key : keys) {
      byte[] stored = place().bytes(key);
      assertThat(Arrays.copyOf(stored, 4)).isEqualTo(PARQUET);
      assertThat(Arrays.copyOfRange(stored, stored.length - 4, stored.length)).isEqualTo(PARQUET);
    }
  }

  /** Returns the names of the files. */
  private static <T> List<String> write(
      DataStream<T> stream, BulkWriter.Factory<T> format, String directory, String suffix)
      throws Exception {
    return stream
        .fullWindowPartition()
        .mapPartition(new PartFiles<>(format, directory, suffix))
        .setParallelism(2) // which batch jobs would choose by what they know of the input
        .returns(Types.STRING)
        .executeAndCollect(3);
  }

  /** Returns one more record at most than are expected. */
  private static <T> List<String> read(StreamFormat<T> format, String directory, int expected)
      throws Exception {
    FileSource<T> source = FileSource.forRecordStreamFormat(format, new Path(directory)).build();
    return FLINK
        .batch()
        .fromSource(source, WatermarkStrategy.noWatermarks(), "records")
        .map(Object::toString)
        .returns(Types.STRING)
        .executeAndCollect(expected + 1);
  }
}
