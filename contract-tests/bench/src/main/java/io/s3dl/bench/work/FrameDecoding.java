package io.s3dl.bench.work;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import io.s3dl.bench.data.DataSet;
import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Sample;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * What a random read cannot do without: one frame is read from the page cache, decompressed and
 * verified, with nothing around it.
 */
final class FrameDecoding implements Contender, Closeable {

  private static final long SEED = 99;
  private static final int LEVEL = 3;

  /** The default of {@code fs.s3dl.frame.size}. */
  static final int FRAME_BYTES = 1 << 20;

  private static final int MOST_FRAMES = 256;

  private final Lab lab;
  private final Path file;
  private final List<Integer> storedBytes = new ArrayList<>();
  private final List<Long> offsets = new ArrayList<>();
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private final FileChannel channel;

  /** Makes frames of the content. */
  FrameDecoding(Lab lab, DataSet data) throws IOException {
    this.lab = lab;
    this.file = lab.peers().resolve("frames.zst");
    writeFrames(data);
    this.channel = FileChannel.open(file);
  }

  private void writeFrames(DataSet data) throws IOException {
    int frames = (int) Math.min(MOST_FRAMES, data.bytes() / FRAME_BYTES);
    long step = data.bytes() / frames;
    ByteBuffer content = ByteBuffer.allocateDirect(FRAME_BYTES);
    try (ZstdCompressCtx compression = new ZstdCompressCtx();
        FileChannel source = FileChannel.open(data.file());
        FileChannel target =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      compression.setLevel(LEVEL).setChecksum(true);
      for (int i = 0; i < frames; i++) {
        readFully(source, i * step, content.clear());
        ByteBuffer stored = compression.compress(content.flip());
        offsets.add(target.position());
        storedBytes.add(stored.remaining());
        while (stored.hasRemaining()) {
          target.write(stored);
        }
      }
    }
  }

  @Override
  public String name() {
    return "decoding one frame";
  }

  @Override
  public String how() {
    return "one Zstandard frame of 1 MiB, read from the page cache, decompressed with zstd-jni and"
        + " its CRC32C computed";
  }

  @Override
  public void prepare() throws IOException {
    lab.settle(List.of(file));
  }

  @Override
  public Sample run() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    Latencies latencies = new Latencies();
    ByteBuffer stored = ByteBuffer.allocateDirect(2 * FRAME_BYTES);
    ByteBuffer content = ByteBuffer.allocateDirect(FRAME_BYTES);
    for (int i = 0; i < Latencies.COUNT; i++) {
      int frame = random.nextInt(offsets.size());
      latencies.time(() -> decode(frame, stored, content));
    }
    return latencies.sample();
  }

  private void decode(int frame, ByteBuffer stored, ByteBuffer content) throws IOException {
    readFully(channel, offsets.get(frame), stored.clear().limit(storedBytes.get(frame)));
    context.decompress(content.clear(), stored.flip());
    CRC32C crc = new CRC32C();
    crc.update(content.flip());
    if (content.limit() != FRAME_BYTES) {
      throw new IOException("A frame of another length: " + content);
    }
  }

  private static void readFully(FileChannel source, long position, ByteBuffer destination)
      throws IOException {
    long at = position;
    while (destination.hasRemaining()) {
      int count = source.read(destination, at);
      if (count < 0) {
        throw new IOException("The file has ended");
      }
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    context.close();
    channel.close();
  }
}
