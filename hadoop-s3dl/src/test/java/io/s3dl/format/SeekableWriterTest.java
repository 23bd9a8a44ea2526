package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.s3dl.io.BufferPool;
import io.s3dl.io.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.After;
import org.junit.Test;

public class SeekableWriterTest {

  private static final int FRAME = Samples.SMALL_FRAMES.frameBytes();

  private final BufferPool buffers = new BufferPool(1 << 20);
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final CollectingSink sink = new CollectingSink();

  @After
  public void nothingIsLeft() {
    threads.shutdownNow();
    assertThat(buffers.lentBuffers()).isZero();
  }

  private SeekableWriter writer(ByteSink to, FrameTable table, Executor cpu, int maxInFlight) {
    return new SeekableWriter(
        to, Samples.SMALL_FRAMES, table, Samples.WRITE_ID, cpu, buffers, maxInFlight);
  }

  private byte[] written(byte[] content, int chunk, Executor cpu, int maxInFlight)
      throws IOException {
    CollectingSink collected = new CollectingSink();
    try (SeekableWriter writer = writer(collected, new FrameTable(), cpu, maxInFlight)) {
      for (int at = 0; at < content.length; at += chunk) {
        writer.write(content, at, Math.min(chunk, content.length - at));
      }
      writer.finish();
    }
    return collected.bytes();
  }

  @Test
  public void contentOfEverySizeIsReadBack() throws IOException {
    for (int size : new int[] {0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 50 * FRAME + 7}) {
      byte[] content = Samples.text(size, size);
      byte[] stored = written(content, 1 << 20, threads, 3);
      assertThat(Samples.content(stored, buffers)).isEqualTo(content);
      FrameIndex index = ObjectVerifier.verify(new StoredBytes(stored), "it", buffers, d -> {});
      assertThat(index.frameCount()).isEqualTo((size + FRAME - 1) / FRAME);
    }
  }

  @Test
  public void sameBytesWhateverTheChunksAndThreads() throws IOException {
    byte[] content = Samples.text(20 * FRAME + 100, 1);
    byte[] expected = Samples.stored(content, Samples.SMALL_FRAMES);
    for (int chunk : new int[] {1, 7, FRAME - 1, FRAME, FRAME + 1, 1 << 20}) {
      assertThat(written(content, chunk, threads, 4)).isEqualTo(expected);
      assertThat(written(content, chunk, Runnable::run, 1)).isEqualTo(expected);
    }
  }

  @Test
  public void fixedCostIsThatOfTheFormatAndTheWriteId() throws IOException {
    assertThat(written(new byte[0], 1, threads, 1)).hasSize(61 + 20);
  }

  @Test
  public void everyLevelIsReadBack() throws IOException {
    byte[] content = Samples.text(100_000, 1);
    for (int level = 1; level <= 22; level++) {
      byte[] stored = Samples.stored(content, new FrameOptions(level, 32 << 10));
      assertThat(Samples.content(stored, buffers)).isEqualTo(content);
      assertThat(FrameIndex.read(new StoredBytes(stored), "it").level()).isEqualTo(level);
    }
  }

  @Test
  public void windowOfLargeFramesStaysWithin8MebibytesAtAllLevels() throws IOException {
    byte[] content = new byte[(8 << 20) + 1];
    System.arraycopy(Samples.text(1 << 18, 1), 0, content, 4 << 20, 1 << 18);
    for (int level : new int[] {1, 3, 9, 16, 19, 20, 21, 22}) {
      byte[] stored = Samples.stored(content, new FrameOptions(level, 16 << 20));
      // A single segment's window would be all of the content; else the exponent counts from 2^10.
      assertThat(stored[4] & 0x20).as("level %d", level).isZero();
      assertThat(10 + (stored[5] >> 3)).as("level %d", level).isLessThanOrEqualTo(23);
      assertThat(stored[5] & 7).as("level %d", level).isZero();
      assertThat(Samples.content(stored, new BufferPool(64 << 20))).isEqualTo(content);
    }
  }

  @Test
  public void writesSlicesOfItsSource() throws IOException {
    byte[] content = Samples.text(1000, 1);
    try (SeekableWriter writer = writer(sink, new FrameTable(), threads, 2)) {
      writer.write(content, 100, 0);
      writer.write(content, 100, 300);
      writer.write(content, 400, 1);
      writer.finish();
    }
    assertThat(Samples.content(sink.bytes(), buffers))
        .isEqualTo(Arrays.copyOfRange(content, 100, 401));
  }

  @Test
  public void appendsToKeptFrames() throws IOException {
    byte[] first = Samples.text(3 * FRAME + 5, 1);
    byte[] more = Samples.text(2 * FRAME + 9, 2);
    assertThat(appended(first, more)).isEqualTo(Samples.concat(first, more));
    assertThat(appended(new byte[0], more)).isEqualTo(more);
    assertThat(appended(first, new byte[0])).isEqualTo(first);
    assertThat(appended(new byte[0], new byte[0])).isEmpty();
  }

  private byte[] appended(byte[] first, byte[] more) throws IOException {
    byte[] old = Samples.stored(first, Samples.SMALL_FRAMES);
    FrameIndex kept = FrameIndex.read(new StoredBytes(old), "old");
    FrameTable table = new FrameTable();
    table.addAll(kept);
    CollectingSink joined = new CollectingSink();
    joined.write(ByteBuffer.wrap(old, 0, (int) kept.dataBytes()));
    try (SeekableWriter writer = writer(joined, table, threads, 2)) {
      assertThat(writer.statistics().contentBytes()).isEqualTo(first.length);
      writer.write(more, 0, more.length);
      writer.finish();
      assertThat(writer.statistics().contentBytes()).isEqualTo(first.length + more.length);
      assertThat(writer.statistics().storedBytes()).isEqualTo(joined.bytes().length);
    }
    FrameIndex index =
        ObjectVerifier.verify(new StoredBytes(joined.bytes()), "joined", buffers, done -> {});
    assertThat(index.length()).isEqualTo(first.length + more.length);
    return Samples.content(joined.bytes(), buffers);
  }

  @Test
  public void appendsBehindAFormerTrailer() throws IOException {
    byte[] first = Samples.text(FRAME + 5, 1);
    byte[] old = Samples.stored(first, Samples.SMALL_FRAMES);
    FrameIndex kept = FrameIndex.read(new StoredBytes(old), "old");
    FrameTable table = new FrameTable();
    table.addAll(kept);
    int seekTable = Layout.seekTableBytes(kept.entryCount() + 1);
    table.add((int) (old.length - kept.dataBytes() - seekTable), 0, 0);
    table.add(seekTable, 0, 0);
    sink.write(ByteBuffer.wrap(old));
    byte[] more = Samples.text(FRAME, 2);
    try (SeekableWriter writer = writer(sink, table, threads, 2)) {
      writer.write(more, 0, more.length);
      writer.finish();
    }
    FrameIndex index =
        ObjectVerifier.verify(new StoredBytes(sink.bytes()), "it", buffers, done -> {});
    assertThat(index.entryCount()).isEqualTo(5);
    assertThat(index.frameCount()).isEqualTo(3);
    assertThat(Samples.content(sink.bytes(), buffers)).isEqualTo(Samples.concat(first, more));
  }

  @Test
  public void statisticsAreThoseOfWhatTheSinkHas() throws IOException {
    byte[] content = Samples.text(5 * FRAME + 10, 1);
    try (SeekableWriter writer = writer(sink, new FrameTable(), Runnable::run, 1)) {
      assertThat(writer.statistics()).isEqualTo(new EncodingStatistics(0, 0, OptionalInt.of(0)));
      for (int i = 0; i < 5; i++) {
        writer.write(content, i * FRAME, FRAME);
        EncodingStatistics running = writer.statistics();
        assertThat(running.contentBytes()).isEqualTo((i + 1L) * FRAME);
        assertThat(running.storedBytes()).isEqualTo(sink.bytes().length);
        assertThat(running.crc32c())
            .hasValue(Crc32c.of(ByteBuffer.wrap(content, 0, (i + 1) * FRAME)));
      }
      writer.write(content, 5 * FRAME, 10);
      writer.finish();
      assertThat(writer.statistics())
          .isEqualTo(
              new EncodingStatistics(
                  content.length,
                  sink.bytes().length,
                  OptionalInt.of(Crc32c.of(ByteBuffer.wrap(content)))));
    }
  }

  @Test
  public void indexAfterFinishIsTheReaders() throws IOException {
    byte[] content = Samples.text(5 * FRAME + 10, 1);
    try (SeekableWriter writer = writer(sink, new FrameTable(), threads, 2)) {
      writer.write(content, 0, content.length);
      assertThatIllegalStateException().isThrownBy(writer::index);
      writer.finish();
      assertThat(writer.index())
          .usingRecursiveComparison()
          .isEqualTo(FrameIndex.read(new StoredBytes(sink.bytes()), "it"));
    }
  }

  @Test
  public void memoryStaysWithinTheBoundAndTheFloor() throws IOException {
    FrameOptions options = new FrameOptions(3, 64 << 10);
    long floor = 160 << 10;
    for (int bound : new int[] {4096, 64 << 10, 200 << 10, 1 << 20}) {
      BufferPool tight = new BufferPool(bound);
      ByteSink watching =
          bytes -> {
            assertThat(tight.lentBytes()).isLessThanOrEqualTo(bound + floor);
            sink.write(bytes);
          };
      byte[] content = Samples.random(3 << 20, bound);
      try (SeekableWriter writer =
          new SeekableWriter(
              watching, options, new FrameTable(), Samples.WRITE_ID, threads, tight, 8)) {
        for (int at = 0; at < content.length; at += 10_000) {
          writer.write(content, at, Math.min(10_000, content.length - at));
          assertThat(tight.lentBytes()).isLessThanOrEqualTo(bound + floor);
        }
        writer.finish();
      }
      assertThat(tight.lentBuffers()).isZero();
    }
  }

  @Test
  public void manyWritersInATightPoolAllFinish() throws Exception {
    BufferPool tight = new BufferPool(4L * FRAME);
    byte[] content = Samples.text(40 * FRAME, 1);
    byte[] expected = Samples.stored(content, Samples.SMALL_FRAMES);
    ExecutorService writers = Executors.newFixedThreadPool(8);
    try {
      var results =
          writers.invokeAll(
              Collections.nCopies(
                  8,
                  () -> {
                    CollectingSink own = new CollectingSink();
                    try (SeekableWriter writer =
                        new SeekableWriter(
                            own,
                            Samples.SMALL_FRAMES,
                            new FrameTable(),
                            Samples.WRITE_ID,
                            threads,
                            tight,
                            4)) {
                      writer.write(content, 0, content.length);
                      writer.finish();
                    }
                    return own.bytes();
                  }));
      for (var result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      writers.shutdownNow();
    }
    assertThat(tight.lentBuffers()).isZero();
  }

  @Test
  public void randomChunksAreReadBack() throws IOException {
    Random random = new Random(3);
    for (int round = 0; round < 20; round++) {
      byte[] content =
          Samples.concat(
              Samples.text(random.nextInt(10 * FRAME), round),
              Samples.random(random.nextInt(10 * FRAME), round),
              Samples.text(random.nextInt(10 * FRAME), round + 1));
      CollectingSink collected = new CollectingSink();
      try (SeekableWriter writer =
          writer(collected, new FrameTable(), threads, 1 + random.nextInt(5))) {
        int at = 0;
        while (at < content.length) {
          int chunk = Math.min(random.nextInt(2 * FRAME), content.length - at);
          writer.write(content, at, chunk);
          at += chunk;
        }
        writer.finish();
      }
      assertThat(Samples.content(collected.bytes(), buffers)).isEqualTo(content);
    }
  }

  @Test
  public void misuseIsRefused() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer(sink, new FrameTable(), threads, 0));
    SeekableWriter finished = writer(sink, new FrameTable(), threads, 1);
    finished.finish();
    assertThatIllegalStateException().isThrownBy(() -> finished.write(new byte[1], 0, 1));
    assertThatIllegalStateException().isThrownBy(finished::finish);
    finished.close();
    SeekableWriter closed = writer(sink, new FrameTable(), threads, 1);
    closed.close();
    assertThatIllegalStateException().isThrownBy(() -> closed.write(new byte[1], 0, 1));
  }
}
