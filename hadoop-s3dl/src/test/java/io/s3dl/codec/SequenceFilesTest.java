package io.s3dl.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.MapFile;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.SequenceFile.CompressionType;
import org.apache.hadoop.io.Text;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Hadoop's own binary files, compressed with the codec. */
public class SequenceFilesTest {

  private static final int RECORDS = 3_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Configuration conf = new Configuration();

  private Path file(String name) {
    return new Path(folder.getRoot().toPath().resolve(name).toUri());
  }

  private static Text value(int record) {
    return new Text("value " + "of a record ".repeat(record % 40) + record);
  }

  @Test
  public void sequenceFilesAreRead() throws IOException {
    SeekableZstdCodec codec = new SeekableZstdCodec();
    codec.setConf(conf);
    for (CompressionType type : List.of(CompressionType.BLOCK, CompressionType.RECORD)) {
      Path file = file(type.name());
      try (SequenceFile.Writer writer =
          SequenceFile.createWriter(
              conf,
              SequenceFile.Writer.file(file),
              SequenceFile.Writer.keyClass(IntWritable.class),
              SequenceFile.Writer.valueClass(Text.class),
              SequenceFile.Writer.compression(type, codec))) {
        for (int i = 0; i < RECORDS; i++) {
          writer.append(new IntWritable(i), value(i));
          if (i % 700 == 0) {
            writer.sync();
          }
        }
      }
      try (SequenceFile.Reader reader =
          new SequenceFile.Reader(conf, SequenceFile.Reader.file(file))) {
        IntWritable key = new IntWritable();
        Text value = new Text();
        for (int i = 0; i < RECORDS; i++) {
          assertThat(reader.next(key, value)).isTrue();
          assertThat(key.get()).isEqualTo(i);
          assertThat(value).isEqualTo(value(i));
        }
        assertThat(reader.next(key, value)).isFalse();
      }
    }
  }

  @Test
  public void mapFilesAreLookedUp() throws IOException {
    SeekableZstdCodec codec = new SeekableZstdCodec();
    codec.setConf(conf);
    Path file = file("map");
    try (MapFile.Writer writer =
        new MapFile.Writer(
            conf,
            file,
            MapFile.Writer.keyClass(IntWritable.class),
            MapFile.Writer.valueClass(Text.class),
            MapFile.Writer.compression(CompressionType.BLOCK, codec))) {
      for (int i = 0; i < RECORDS; i++) {
        writer.append(new IntWritable(i), value(i));
      }
    }
    try (MapFile.Reader reader = new MapFile.Reader(file, conf)) {
      Text value = new Text();
      for (int i = RECORDS - 1; i >= 0; i -= 111) {
        assertThat(reader.get(new IntWritable(i), value)).isNotNull();
        assertThat(value).isEqualTo(value(i));
      }
      assertThat(reader.get(new IntWritable(RECORDS), value)).isNull();
    }
  }
}
