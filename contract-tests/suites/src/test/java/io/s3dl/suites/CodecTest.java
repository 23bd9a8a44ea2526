package io.s3dl.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.codec.SeekableZstdCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.MapFile;
import org.apache.hadoop.io.SequenceFile.CompressionType;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.LineRecordReader;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The codec for {@code .zst} on the file system under test, through Hadoop's own readers. */
public class CodecTest {

  private static final int FRAME = 4 << 10;

  /** Such as the {@code zstd} program writes of nothing: no index of ours. */
  private static final byte[] FOREIGN = {
    0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0x20, 0x00, 0x01, 0x00, 0x00
  };

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  @Rule public final Timeout timeout = Timeout.seconds(300);

  private final SeekableZstdCodec codec = new SeekableZstdCodec();
  private Configuration conf;
  private FileSystem fs;

  @Before
  public void open() throws IOException {
    conf = new Configuration();
    conf.set("io.compression.codecs", SeekableZstdCodec.class.getName());
    conf.setInt("fs.s3dl.frame.size", FRAME);
    codec.setConf(conf);
    fs = FileSystem.newInstance(SuiteTarget.CURRENT.uri(), conf);
  }

  @After
  public void close() throws IOException {
    fs.delete(new Path("/codec"), true);
    fs.close();
  }

  @Test
  public void eachLineComesOnce() throws IOException {
    List<String> lines = IntStream.range(0, 2_000).mapToObj(i -> i + " " + i * 0x9E3779B9).toList();
    Path file = write("/codec/lines.zst", lines);

    assertThat(splitsWithLines(file, lines, 1_000)).isGreaterThan(2);
    assertThat(splitsWithLines(file, lines, 4_001)).isGreaterThan(1);
    assertThat(splitsWithLines(file, lines, fs.getFileStatus(file).getLen())).isEqualTo(1);
  }

  @Test
  public void eachLineComesOnceInSplitsOfOneByte() throws IOException {
    List<String> lines = IntStream.range(0, 700).mapToObj(i -> "same".repeat(i % 7)).toList();
    Path file = write("/codec/few.zst", lines);

    assertThat(splitsWithLines(file, lines, 1)).isEqualTo(3);
  }

  /** Ours refuse to store it, and of others' streams the codec finds the name. */
  @Test
  public void anObjectOfOthersUnderOurNameIsAnError() {
    Path file = new Path("/codec/lines.s3dl.zst");
    assertThatThrownBy(
            () -> {
              try (OutputStream out = fs.create(file, false)) {
                out.write(FOREIGN);
              }
              try (InputStream in = codec.createInputStream(fs.open(file))) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("codec/lines.s3dl.zst");
  }

  @Test
  public void recordsOfMapFilesAreFound() throws IOException {
    Path file = new Path(SuiteTarget.CURRENT.uri().resolve("/codec/map"));
    try (MapFile.Writer writer =
        new MapFile.Writer(
            conf,
            file,
            MapFile.Writer.keyClass(IntWritable.class),
            MapFile.Writer.valueClass(Text.class),
            MapFile.Writer.compression(CompressionType.BLOCK, codec))) {
      for (int i = 0; i < 1_000; i++) {
        writer.append(new IntWritable(2 * i), new Text("value " + i));
      }
    }
    try (MapFile.Reader reader = new MapFile.Reader(file, conf)) {
      for (int i : new int[] {999, 0, 500, 501}) {
        Text value = new Text();
        assertThat(reader.get(new IntWritable(2 * i), value)).isNotNull();
        assertThat(value).hasToString("value " + i);
      }
      assertThat(reader.get(new IntWritable(501), new Text())).isNull();
    }
  }

  private Path write(String name, List<String> lines) throws IOException {
    Path file = new Path(name);
    try (OutputStream out = codec.createOutputStream(fs.create(file, false))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return fs.makeQualified(file);
  }

  /** Reads a file in splits of a size, and holds what comes against its lines. */
  private int splitsWithLines(Path file, List<String> lines, long size) throws IOException {
    long length = fs.getFileStatus(file).getLen();
    List<String> found = new ArrayList<>();
    int count = 0;
    for (long start = 0; start < length; start += size) {
      List<String> its = read(file, start, Math.min(size, length - start));
      found.addAll(its);
      count += its.isEmpty() ? 0 : 1;
    }
    assertThat(found).as("splits of %d bytes", size).isEqualTo(lines);
    return count;
  }

  private List<String> read(Path file, long start, long length) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineRecordReader reader = new LineRecordReader()) {
      reader.initialize(
          new FileSplit(file, start, length, new String[0]),
          new TaskAttemptContextImpl(conf, new TaskAttemptID()));
      while (reader.nextKeyValue()) {
        lines.add(reader.getCurrentValue().toString());
      }
    }
    return lines;
  }
}
