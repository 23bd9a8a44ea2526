package io.s3dl.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.s3dl.Contents;
import io.s3dl.format.CorruptObjectException;
import io.s3dl.format.ObjectFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.CompressionInputStream;
import org.apache.hadoop.io.compress.CompressionOutputStream;
import org.apache.hadoop.io.compress.Compressor;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.hadoop.io.compress.DecompressorStream;
import org.apache.hadoop.io.compress.DefaultCodec;
import org.apache.hadoop.io.compress.DirectDecompressor;
import org.apache.hadoop.io.compress.SplittableCompressionCodec.READ_MODE;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The streams of the codec, as Hadoop's users of codecs use them. */
public class CodecStreamsTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final SeekableZstdCodec codec = StoredForms.codec();

  private byte[] written(byte[] content) throws IOException {
    return StoredForms.OURS.of(content);
  }

  private byte[] read(byte[] stored) throws IOException {
    try (InputStream in = codec.createInputStream(new ByteArrayInputStream(stored))) {
      return in.readAllBytes();
    }
  }

  @Test
  public void everyFormIsRead() throws IOException {
    for (StoredForms form : StoredForms.values()) {
      for (int length : new int[] {0, 1, 4096, 4097, 100_000}) {
        byte[] content = Contents.text(length, 1);
        assertThat(read(form.of(content))).as("%s %d", form, length).isEqualTo(content);
      }
    }
  }

  @Test
  public void whatComesByteByByteIsRead() throws IOException {
    byte[] content = Contents.text(20_000, 2);
    for (StoredForms form : StoredForms.values()) {
      InputStream slow =
          new ByteArrayInputStream(form.of(content)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
              return super.read(bytes, offset, Math.min(1, length));
            }
          };
      try (InputStream in = codec.createInputStream(slow)) {
        for (byte expected : content) {
          assertThat((byte) in.read()).isEqualTo(expected);
        }
        assertThat(in.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  public void filesThatAreOneBehindTheOtherAreRead() throws IOException {
    byte[] first = Contents.text(10_000, 3);
    byte[] second = Contents.random(9_000, 4);
    byte[] both = Contents.joined(first, second);
    assertThat(read(Contents.joined(written(first), written(second)))).isEqualTo(both);
    byte[] foreign = StoredForms.STREAM.of(second);
    assertThat(read(Contents.joined(written(first), foreign))).isEqualTo(both);
    assertThat(read(Contents.joined(foreign, written(first))))
        .isEqualTo(Contents.joined(second, first));
  }

  @Test
  public void noCutIsTakenForTheEnd() throws IOException {
    byte[] content = Contents.text(9_000, 5);
    for (StoredForms form : StoredForms.values()) {
      byte[] stored = form.of(content);
      for (int length = 1; length < stored.length; length++) {
        byte[] cut = Arrays.copyOf(stored, length);
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        Throwable failure =
            catchThrowable(
                () -> {
                  try (InputStream in = codec.createInputStream(new ByteArrayInputStream(cut))) {
                    in.transferTo(got);
                  }
                });
        // Between two frames a stream may end: nothing tells that it does not.
        boolean withinAFrame =
            form == StoredForms.STREAM
                || (form != StoredForms.JOINED && got.size() % StoredForms.FRAME != 0);
        if (failure == null && got.size() < content.length) {
          assertThat(withinAFrame).as("%s cut to %d", form, length).isFalse();
        }
        assertThat(got.toByteArray()).isEqualTo(Arrays.copyOf(content, got.size()));
      }
    }
  }

  @Test
  public void noDamageOfOursIsReturned() throws IOException {
    byte[] content = Contents.text(9_000, 6);
    byte[] stored = written(content);
    Random random = new Random(6);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = stored.clone();
      damaged[random.nextInt(stored.length)] ^= (byte) (1 << random.nextInt(8));
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      boolean whole = true;
      try (InputStream in = codec.createInputStream(new ByteArrayInputStream(damaged))) {
        in.transferTo(got);
      } catch (IOException e) {
        whole = false;
      }
      assertThat(!whole || got.size() == content.length).as("damage %d", i).isTrue();
      assertThat(got.toByteArray()).isEqualTo(Arrays.copyOf(content, got.size()));
    }
  }

  @Test
  public void framesThatAreMissingOrElsewhereAreFound() throws IOException {
    byte[] content = Contents.text(3 * StoredForms.FRAME, 7);
    byte[] stored = written(content);
    int first = StoredForms.frameBytes(stored, 0);
    byte[] without = Arrays.copyOfRange(stored, first, stored.length);
    assertThatThrownBy(() -> read(without))
        .isInstanceOf(CorruptObjectException.class)
        .hasMessageContaining("not those that it was written for");
    byte[] second = Arrays.copyOfRange(stored, first, stored.length);
    int more = StoredForms.frameBytes(stored, 1);
    byte[] swapped =
        Contents.joined(
            Arrays.copyOf(second, more),
            Arrays.copyOf(stored, first),
            Arrays.copyOfRange(second, more, second.length));
    assertThatThrownBy(() -> read(swapped)).isInstanceOf(CorruptObjectException.class);
  }

  @Test
  public void whatIsNotZstandardIsSaidSo() {
    assertThatThrownBy(() -> read("not compressed".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("no Zstandard frame begins there");
  }

  @Test
  public void underOurSuffixOnlyOursIsRead() throws IOException {
    byte[] content = Contents.text(10_000, 8);
    Path file = new Path(folder.getRoot().toPath().resolve("a.txt.s3dl.zst").toUri());
    FileSystem files = FileSystem.getLocal(new Configuration());
    for (StoredForms form : StoredForms.values()) {
      try (OutputStream out = files.create(file)) {
        out.write(form.of(content));
      }
      try (FSDataInputStream in = files.open(file)) {
        if (form == StoredForms.OURS) {
          assertThat(codec.createInputStream(in).readAllBytes()).isEqualTo(content);
        } else {
          assertThatThrownBy(() -> codec.createInputStream(in))
              .isInstanceOf(ObjectFormatException.class)
              .hasMessageContaining("a.txt.s3dl.zst");
          assertThatThrownBy(() -> codec.createInputStream(in, null, 0, 100, READ_MODE.BYBLOCK))
              .isInstanceOf(ObjectFormatException.class);
        }
      }
    }
  }

  @Test
  public void severalThreadsWriteTheSame() throws IOException {
    byte[] content = Contents.text(1 << 20, 9);
    Configuration conf = new Configuration(codec.getConf());
    conf.setInt("fs.s3dl.codec.threads", 3);
    SeekableZstdCodec threaded = new SeekableZstdCodec();
    threaded.setConf(conf);
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (OutputStream out = threaded.createOutputStream(stored)) {
      for (int at = 0; at < content.length; at += 1000) {
        out.write(content, at, Math.min(1000, content.length - at));
      }
    }
    assertThat(stored.toByteArray()).isEqualTo(written(content));
  }

  @Test
  public void compressorsAndDecompressorsArePooled() throws IOException {
    Compressor compressor = CodecPool.getCompressor(codec);
    Decompressor decompressor = CodecPool.getDecompressor(codec);
    for (int i = 0; i < 3; i++) {
      byte[] content = Contents.text(30_000, i);
      ByteArrayOutputStream stored = new ByteArrayOutputStream();
      try (OutputStream out = codec.createOutputStream(stored, compressor)) {
        out.write(content);
      }
      InputStream in = new ByteArrayInputStream(stored.toByteArray());
      try (InputStream read = codec.createInputStream(in, decompressor)) {
        assertThat(read.readAllBytes()).isEqualTo(content);
      }
      assertThat(compressor.getBytesRead()).isEqualTo(content.length);
      assertThat(compressor.getBytesWritten()).isEqualTo(stored.size());
      CodecPool.returnCompressor(compressor);
      CodecPool.returnDecompressor(decompressor);
      assertThat(CodecPool.getLeasedCompressorsCount(codec)).isZero();
      assertThat(CodecPool.getLeasedDecompressorsCount(codec)).isZero();
      compressor = CodecPool.getCompressor(codec);
      decompressor = CodecPool.getDecompressor(codec);
    }
    CodecPool.returnCompressor(compressor);
    CodecPool.returnDecompressor(decompressor);
  }

  @Test
  public void anothersDecompressorIsRefused() {
    DefaultCodec other = new DefaultCodec();
    other.setConf(codec.getConf());
    assertThatThrownBy(
            () ->
                codec.createInputStream(
                    new ByteArrayInputStream(new byte[0]), other.createDecompressor()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Not a decompressor of io.s3dl.codec.SeekableZstdCodec");
  }

  @Test
  public void hadoopsOwnStreamReadsWithTheDecompressor() throws IOException {
    byte[] content = Contents.text(50_000, 10);
    for (StoredForms form : StoredForms.values()) {
      InputStream stored = new ByteArrayInputStream(form.of(content));
      Decompressor decompressor = codec.createDecompressor();
      try (InputStream in = new DecompressorStream(stored, decompressor, 700)) {
        assertThat(in.readAllBytes()).as("%s", form).isEqualTo(content);
      }
      decompressor.end();
    }
  }

  @Test
  public void buffersOutsideTheHeapAreDecompressed() throws IOException {
    byte[] content = Contents.text(50_000, 11);
    byte[] stored = written(content);
    for (boolean direct : new boolean[] {true, false}) {
      ByteBuffer source =
          direct ? ByteBuffer.allocateDirect(stored.length) : ByteBuffer.allocate(stored.length);
      source.put(stored).flip();
      ByteBuffer destination =
          direct ? ByteBuffer.allocateDirect(content.length) : ByteBuffer.allocate(content.length);
      DirectDecompressor decompressor = codec.createDirectDecompressor();
      decompressor.decompress(source, destination);
      assertThat(destination.hasRemaining()).isFalse();
      byte[] found = new byte[content.length];
      destination.flip().get(found);
      assertThat(found).isEqualTo(content);
    }
  }

  /** One frame a read: Hadoop's stream resets the decompressor in between. */
  @Test
  public void hadoopsOwnStreamMayResetBehindEachFrame() throws IOException {
    byte[] content = Contents.text(3 * StoredForms.FRAME, 14);
    byte[] stored = written(content);
    int frame = StoredForms.frameBytes(stored, 0);
    InputStream aligned =
        new SequenceInputStream(
            new ByteArrayInputStream(stored, 0, frame),
            new ByteArrayInputStream(stored, frame, stored.length - frame));
    Decompressor decompressor = codec.createDecompressor();
    try (InputStream in = new DecompressorStream(aligned, decompressor, 64 << 10)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
    decompressor.end();
  }

  @Test
  public void whatFollowsABufferThatIsFullIsTaken() throws IOException {
    byte[] content = Contents.random(400_000, 15);
    ByteBuffer pages = ByteBuffer.wrap(Contents.joined(written(content), written(content)));
    int page = pages.remaining() / 2;
    DirectDecompressor decompressor = codec.createDirectDecompressor();
    for (int i = 0; i < 2; i++) {
      ByteBuffer destination = ByteBuffer.allocateDirect(content.length);
      ByteBuffer source = pages.slice(i * page, page);
      decompressor.decompress(source, destination);
      assertThat(source.hasRemaining()).isFalse();
      byte[] found = new byte[content.length];
      destination.flip().get(found);
      assertThat(found).isEqualTo(content);
    }
  }

  @Test
  public void aClosedStreamLeavesThePooledAlone() throws IOException {
    CompressionOutputStream out = codec.createOutputStream(new ByteArrayOutputStream());
    out.close();
    assertThatThrownBy(() -> out.write(1)).hasMessage("The stream is closed");
    assertThatThrownBy(out::finish).hasMessage("The stream is closed");
    assertThatThrownBy(out::resetState).hasMessage("The stream is closed");
    CompressionInputStream in = codec.createInputStream(new ByteArrayInputStream(new byte[0]));
    in.close();
    assertThatThrownBy(in::resetState).hasMessage("The stream is closed");
    assertThatThrownBy(in::read).hasMessage("The stream is closed");
    out.close();
    in.close();
    assertThat(CodecPool.getLeasedCompressorsCount(codec)).isZero();
    assertThat(CodecPool.getLeasedDecompressorsCount(codec)).isZero();
  }

  @Test
  public void aPooledCompressorHasTheOptionsOfWhoUsesIt() throws IOException {
    Compressor compressor = new SeekableZstdCodec().createCompressor();
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    byte[] content = Contents.text(30_000, 16);
    try (OutputStream out = codec.createOutputStream(stored, compressor)) {
      out.write(content);
    }
    assertThat(stored.toByteArray()).isEqualTo(written(content));
    compressor.end();
  }

  @Test
  public void corruptionStaysCorruption() throws IOException {
    byte[] stored = written(Contents.text(10_000, 17));
    stored[20] ^= 1;
    try (InputStream in = codec.createInputStream(new ByteArrayInputStream(stored))) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(in::read).isInstanceOf(CorruptObjectException.class);
      }
    }
  }

  @Test
  public void hadoopFindsTheCodecs() {
    Configuration conf = new Configuration(false);
    conf.set("io.compression.codecs", SeekableZstdCodec.class.getName());
    CompressionCodecFactory factory = new CompressionCodecFactory(conf);
    CompressionCodec found = factory.getCodec(new Path("/a/b.zst"));
    assertThat(found).isInstanceOf(SeekableZstdCodec.class);
    assertThat(factory.getCodec(new Path("/a/z.s3dl.zst"))).isInstanceOf(SeekableZstdCodec.class);
    assertThat(factory.getCodecByName("SeekableZstd")).isInstanceOf(SeekableZstdCodec.class);
  }
}
