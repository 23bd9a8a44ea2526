package io.s3dl.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.Contents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.DataInputBuffer;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.SequenceFile.CompressionType;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionInputStream;
import org.apache.hadoop.io.compress.CompressionOutputStream;
import org.apache.hadoop.io.compress.Compressor;
import org.apache.hadoop.io.compress.Decompressor;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Zstandard's contexts live as long as what Hadoop's pool keeps, not as long as a stream. */
public class PooledContextsTest {

  private static final int RECORDS = 2_000;

  /** More than a stream may have whose contexts are kept. */
  private static final int MUCH = (1 << 20) + 1;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Configuration conf = new Configuration(false);

  /** Text, and what does not shrink, some of it in several frames. */
  private static byte[] record(int number) {
    int length = number % 97 == 0 ? 3 * StoredForms.FRAME : number % 700;
    return number % 3 == 0 ? Contents.random(length, number) : Contents.text(length, number);
  }

  private static SeekableZstdCodec codec(int level, int threads) {
    Configuration conf = new Configuration(false);
    conf.setInt("fs.s3dl.frame.size", StoredForms.FRAME);
    conf.setInt("fs.s3dl.compression.level", level);
    conf.setInt("fs.s3dl.codec.threads", threads);
    SeekableZstdCodec codec = new SeekableZstdCodec();
    codec.setConf(conf);
    return codec;
  }

  /** What a codec writes that has written nothing before. */
  private static byte[] fresh(int level, byte[] content) throws IOException {
    SeekableZstdCodec codec = codec(level, 1);
    Compressor compressor = codec.createCompressor();
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (OutputStream out = codec.createOutputStream(stored, compressor)) {
      out.write(content);
    }
    compressor.end();
    return stored.toByteArray();
  }

  private static byte[] written(SeekableZstdCodec codec, Compressor compressor, byte[] content)
      throws IOException {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (OutputStream out = codec.createOutputStream(stored, compressor)) {
      out.write(content);
    }
    return stored.toByteArray();
  }

  @Test
  public void aSequenceFileIsWrittenWithOneContext() throws IOException {
    for (CompressionType type : List.of(CompressionType.RECORD, CompressionType.BLOCK)) {
      Noting codec = new Noting(codec(3, 1));
      Path file = new Path(folder.getRoot().toPath().resolve(type.name()).toUri());
      long before;
      try (SequenceFile.Writer writer =
          SequenceFile.createWriter(
              conf,
              SequenceFile.Writer.file(file),
              SequenceFile.Writer.keyClass(IntWritable.class),
              SequenceFile.Writer.valueClass(BytesWritable.class),
              SequenceFile.Writer.compression(type, codec))) {
        before = codec.used.get(0).contextsOpened();
        for (int i = 0; i < RECORDS; i++) {
          writer.append(new IntWritable(i), new BytesWritable(record(i)));
          if (i % 100 == 0) {
            writer.sync();
          }
        }
      }
      assertThat(codec.used).as("%s", type).containsOnly(codec.used.get(0));
      assertThat(codec.used.get(0).contextsOpened()).isBetween(1L, before + 1);
    }
  }

  /**
   * As SequenceFile.Reader does it: one stream, over a buffer that has another record each time.
   */
  @Test
  public void recordsAreReadWithOneContext() throws IOException {
    SeekableZstdCodec codec = codec(3, 1);
    ZstdDecompressor decompressor = (ZstdDecompressor) codec.createDecompressor();
    Compressor compressor = codec.createCompressor();
    DataInputBuffer buffer = new DataInputBuffer();
    CompressionInputStream in = codec.createInputStream(buffer, decompressor);
    for (int i = 0; i < RECORDS; i++) {
      byte[] stored = written(codec, compressor, record(i));
      in.resetState();
      buffer.reset(stored, stored.length);
      assertThat(in.readAllBytes()).isEqualTo(record(i));
    }
    assertThat(decompressor.decoder().contextsOpened()).isEqualTo(1);
    decompressor.end();
    compressor.end();
  }

  /** With the shortest and the longest way through a compressor before each. */
  @Test
  public void nothingOfOneStreamIsInTheNext() throws IOException {
    for (int threads : new int[] {1, 3}) {
      ZstdCompressor compressor = (ZstdCompressor) codec(3, threads).createCompressor();
      for (int i = 0; i < 200; i++) {
        int level = i < 100 ? 3 : 1 + i % 19;
        SeekableZstdCodec codec = codec(level, threads);
        if (i % 5 == 0) {
          abandoned(codec, compressor, record(i + 1));
        }
        assertThat(written(codec, compressor, record(i))).isEqualTo(fresh(level, record(i)));
        if (i == 99) {
          assertThat(compressor.contextsOpened()).isBetween(1L, threads + 1L);
        }
      }
      compressor.end();
    }
  }

  /** Leaves a stream in the middle, which its compressor's next user must not notice. */
  private static void abandoned(SeekableZstdCodec codec, Compressor compressor, byte[] content)
      throws IOException {
    OutputStream out = codec.createOutputStream(new ByteArrayOutputStream(), compressor);
    out.write(content);
    out.flush();
  }

  @Test
  public void compressorsThatTakeTurnsAreApart() throws IOException {
    SeekableZstdCodec codec = codec(3, 1);
    int streams = 3;
    List<ByteArrayOutputStream> stored = new ArrayList<>();
    List<ByteArrayOutputStream> content = new ArrayList<>();
    List<Compressor> compressors = new ArrayList<>();
    List<OutputStream> open = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      stored.add(new ByteArrayOutputStream());
      content.add(new ByteArrayOutputStream());
      compressors.add(codec.createCompressor());
      open.add(codec.createOutputStream(stored.get(i), compressors.get(i)));
    }
    for (int i = 0; i < 600; i++) {
      open.get(i % streams).write(record(i));
      content.get(i % streams).write(record(i));
    }
    List<Decompressor> decompressors = new ArrayList<>();
    List<InputStream> reading = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      open.get(i).close();
      compressors.get(i).end();
      byte[] all = content.get(i).toByteArray();
      assertThat(stored.get(i).toByteArray()).isEqualTo(fresh(3, all));
      decompressors.add(codec.createDecompressor());
      reading.add(
          codec.createInputStream(
              new ByteArrayInputStream(stored.get(i).toByteArray()), decompressors.get(i)));
    }
    for (int i = 0; i < 600; i++) {
      assertThat(reading.get(i % streams).readNBytes(record(i).length)).isEqualTo(record(i));
    }
    for (int i = 0; i < streams; i++) {
      assertThat(reading.get(i).read()).isEqualTo(-1);
      decompressors.get(i).end();
    }
  }

  @Test
  public void whatALargeStreamNeededIsNotKept() throws IOException {
    SeekableZstdCodec codec = codec(3, 1);
    ZstdCompressor compressor = (ZstdCompressor) codec.createCompressor();
    written(codec, compressor, Contents.text(MUCH - 1, 1));
    written(codec, compressor, Contents.text(1, 1));
    assertThat(compressor.contextsOpened()).isEqualTo(1);
    written(codec, compressor, Contents.text(MUCH, 1));
    written(codec, compressor, Contents.text(1, 1));
    assertThat(compressor.contextsOpened()).isEqualTo(2);
    compressor.end();
  }

  /** Notes the compressors that it is to write with. */
  private static final class Noting implements CompressionCodec {

    private final SeekableZstdCodec codec;
    private final List<ZstdCompressor> used = new ArrayList<>();

    Noting(SeekableZstdCodec codec) {
      this.codec = codec;
    }

    @Override
    public CompressionOutputStream createOutputStream(OutputStream out) throws IOException {
      return codec.createOutputStream(out);
    }

    @Override
    public CompressionOutputStream createOutputStream(OutputStream out, Compressor compressor)
        throws IOException {
      used.add((ZstdCompressor) compressor);
      return codec.createOutputStream(out, compressor);
    }

    @Override
    public Class<? extends Compressor> getCompressorType() {
      return codec.getCompressorType();
    }

    @Override
    public Compressor createCompressor() {
      return codec.createCompressor();
    }

    @Override
    public CompressionInputStream createInputStream(InputStream in) throws IOException {
      return codec.createInputStream(in);
    }

    @Override
    public CompressionInputStream createInputStream(InputStream in, Decompressor decompressor)
        throws IOException {
      return codec.createInputStream(in, decompressor);
    }

    @Override
    public Class<? extends Decompressor> getDecompressorType() {
      return codec.getDecompressorType();
    }

    @Override
    public Decompressor createDecompressor() {
      return codec.createDecompressor();
    }

    @Override
    public String getDefaultExtension() {
      return codec.getDefaultExtension();
    }
  }
}
