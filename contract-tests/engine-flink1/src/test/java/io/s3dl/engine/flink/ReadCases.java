package io.s3dl.engine.flink;

import static io.s3dl.engine.flink.FlinkTest.FLINK;
import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.codec.SeekableZstdCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.hadoop.conf.Configuration;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Jobs that read text to its end, from our schemes and from file. */
public class ReadCases extends PlacedCases {

  private static final int LINES = 30_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aDirectoryIsRead() throws Exception {
    List<String> all = new ArrayList<>();
    String local = folder.getRoot().toURI() + "lines";
    for (String directory : List.of(local, place().path("lines"))) {
      all.clear();
      for (int i = 0; i < 4; i++) {
        List<String> lines = Texts.lines(i == 0 ? LINES : 500, i);
        Texts.put(directory + "/sub" + i % 2 + "/" + i + ".txt", lines);
        all.addAll(lines);
      }
      List<String> compressed = Texts.lines(500, 4);
      Texts.put(directory + "/others.txt.gz", gzip(Texts.bytes(compressed)));
      all.addAll(compressed);
    }
    place().assertCompressed("lines/sub0/0.txt");
    assertThat(place().keys("lines/others")).containsExactly("lines/others.txt.gz");
    assertThat(linesOf(place().path("lines"), all.size()))
        .containsExactlyInAnyOrderElementsOf(all)
        .hasSameElementsAs(linesOf(local, all.size()));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(content);
    }
    return compressed.toByteArray();
  }

  private static byte[] zstd(byte[] content) throws IOException {
    SeekableZstdCodec codec = new SeekableZstdCodec();
    codec.setConf(new Configuration(false));
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = codec.createOutputStream(compressed)) {
      out.write(content);
    }
    return compressed.toByteArray();
  }

  /** Lines below a directory, and one more at most than are expected. */
  private static List<String> linesOf(String directory, int expected) throws Exception {
    FileSource<String> source =
        FileSource.forRecordStreamFormat(new TextLineInputFormat(), new Path(directory)).build();
    return FLINK
        .batch()
        .fromSource(source, WatermarkStrategy.noWatermarks(), "lines")
        .executeAndCollect(expected + 1);
  }

  @Test
  public void aFileIsReadInSplits() throws Exception {
    List<String> lines = Texts.lines(LINES, 5);
    String local = folder.getRoot().toURI() + "large.txt";
    Texts.put(local, lines);
    Texts.put(place().path("large.txt"), lines);
    place().assertCompressed("large.txt");

    List<String> read = inSplits(place().path("large.txt"));

    long length = Texts.bytes(lines).length;
    List<String> offsets = new ArrayList<>();
    for (long offset = 0; offset < length; offset += Flink.BLOCK_SIZE) {
      offsets.add(Long.toString(offset));
    }
    assertThat(offsets).hasSizeGreaterThan(2);
    assertThat(read.stream().map(line -> line.substring(0, line.indexOf('\t'))).distinct())
        .containsExactlyInAnyOrderElementsOf(offsets);
    assertThat(withoutOffsets(read))
        .isEqualTo(lines.stream().sorted().toList())
        .isEqualTo(withoutOffsets(inSplits(local)));
  }

  /** Which is stored as it is; Flink needs zstd-jni for it. */
  @Test
  public void aZstandardFileIsReadWhole() throws Exception {
    List<String> lines = Texts.lines(LINES, 6);
    Texts.put(place().path("others.txt.zst"), zstd(Texts.bytes(lines)));
    assertThat(place().keys("others.")).containsExactly("others.txt.zst");

    List<String> read = inSplits(place().path("others.txt.zst"));

    assertThat(read).allMatch(line -> line.startsWith("0\t"));
    assertThat(withoutOffsets(read)).isEqualTo(lines.stream().sorted().toList());
  }

  private static List<String> withoutOffsets(List<String> lines) {
    return lines.stream()
        .map(line -> line.substring(line.indexOf('\t') + 1))
        .sorted()
        .collect(Collectors.toList());
  }

  private static List<String> inSplits(String path) throws Exception {
    StreamExecutionEnvironment program = FLINK.batch();
    return program.createInput(new SplitLines(path), Types.STRING).executeAndCollect(LINES + 1);
  }
}
