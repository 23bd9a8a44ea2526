package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.s3dl.io.BufferPool;
import io.s3dl.io.ByteRange;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Test;

public class SeekableReaderTest {

  private static final int FRAME = Samples.SMALL_FRAMES.frameBytes();

  private final BufferPool buffers = new BufferPool(64 << 20);

  @After
  public void everyBufferIsBack() {
    assertThat(buffers.lentBuffers()).isZero();
  }

  private static byte[] read(SeekableReader reader, long position, ByteBuffer destination)
      throws IOException {
    reader.readFully(position, destination);
    assertThat(destination.hasRemaining()).isFalse();
    byte[] bytes = new byte[destination.flip().remaining()];
    destination.get(bytes);
    return bytes;
  }

  @Test
  public void randomReadsEqualTheModel() throws IOException {
    byte[] content =
        Samples.concat(Samples.text(40 * FRAME, 1), Samples.random(20 * FRAME + 77, 2));
    byte[] object = Samples.stored(content, Samples.SMALL_FRAMES);
    for (int bound : new int[] {4096, 100 << 10, 64 << 20}) {
      BufferPool pool = new BufferPool(bound);
      Random random = new Random(bound);
      try (SeekableReader reader = SeekableReader.open(new StoredBytes(object), "object", pool)) {
        for (int i = 0; i < 400; i++) {
          int from = random.nextInt(content.length);
          int length = random.nextInt(Math.min(content.length - from, 1 << random.nextInt(19)) + 1);
          ByteBuffer destination =
              random.nextBoolean()
                  ? ByteBuffer.allocate(length)
                  : ByteBuffer.allocateDirect(length);
          assertThat(read(reader, from, destination))
              .isEqualTo(Arrays.copyOfRange(content, from, from + length));
        }
      }
      assertThat(pool.lentBuffers()).isZero();
    }
  }

  @Test
  public void everyByteIsReadByItself() throws IOException {
    byte[] content = Samples.text(2 * FRAME + 10, 1);
    byte[] object = Samples.stored(content, Samples.SMALL_FRAMES);
    try (SeekableReader reader = SeekableReader.open(new StoredBytes(object), "object", buffers)) {
      ByteBuffer single = ByteBuffer.allocate(1);
      for (int i = 0; i < content.length; i++) {
        reader.readFully(i, single.clear());
        assertThat(single.get(0)).isEqualTo(content[i]);
      }
    }
  }

  @Test
  public void fillsOnlyBetweenPositionAndLimit() throws IOException {
    byte[] content = Samples.text(4 * FRAME, 1);
    byte[] object = Samples.stored(content, Samples.SMALL_FRAMES);
    try (SeekableReader reader = SeekableReader.open(new StoredBytes(object), "object", buffers)) {
      ByteBuffer destination = ByteBuffer.allocateDirect(4 * FRAME);
      destination.position(5).limit(5 + 2 * FRAME);
      reader.readFully(FRAME, destination);
      assertThat(destination.position()).isEqualTo(5 + 2 * FRAME);
      assertThat(destination.slice(5, 2 * FRAME))
          .isEqualTo(ByteBuffer.wrap(content, FRAME, 2 * FRAME));
      assertThat(destination.get(4)).isZero();
      assertThat(destination.clear().get(5 + 2 * FRAME)).isZero();
    }
  }

  @Test
  public void smallObjectIsOpenedAndReadWithOneRequest() throws IOException {
    byte[] content = Samples.text(20 * FRAME, 1);
    StoredBytes stored = new StoredBytes(Samples.stored(content, Samples.SMALL_FRAMES));
    assertThat(stored.length()).isLessThan(64 << 10);
    try (SeekableReader reader = SeekableReader.open(stored, "object", buffers)) {
      assertThat(read(reader, 0, ByteBuffer.allocate(content.length))).isEqualTo(content);
      assertThat(stored.reads).hasValue(1);
    }
    assertThat(stored.closed).isTrue();
  }

  @Test
  public void neighbouringFramesAreReadWithOneRequest() throws IOException {
    byte[] content = Samples.random(100 * FRAME, 1);
    StoredBytes stored = new StoredBytes(Samples.stored(content, Samples.SMALL_FRAMES));
    try (SeekableReader reader = SeekableReader.open(stored, "object", buffers)) {
      assertThat(stored.reads).hasValue(1);
      assertThat(read(reader, 0, ByteBuffer.allocateDirect(content.length))).isEqualTo(content);
      assertThat(stored.reads).hasValue(2);
      Frame frame = reader.index().frame(10);
      stored.bytesRead.set(0);
      assertThat(read(reader, frame.contentOffset(), ByteBuffer.allocate(FRAME))).hasSize(FRAME);
      assertThat(stored.bytesRead).hasValue(frame.storedBytes());
    }
  }

  @Test
  public void manyStoredBytesAreReadInBoundedPieces() throws IOException {
    byte[] content = Samples.random(20 << 20, 1);
    StoredBytes stored = new StoredBytes(Samples.stored(content, FrameOptions.DEFAULT));
    try (SeekableReader reader = SeekableReader.open(stored, "object", buffers)) {
      assertThat(read(reader, 0, ByteBuffer.allocateDirect(content.length))).isEqualTo(content);
      assertThat(stored.reads).hasValue(1 + 3);
    }
  }

  @Test
  public void knownIndexSavesReadingTheTail() throws IOException {
    byte[] content = Samples.text(3 * FRAME, 1);
    byte[] object = Samples.stored(content, Samples.SMALL_FRAMES);
    FrameIndex index = FrameIndex.read(new StoredBytes(object), "object");
    StoredBytes stored = new StoredBytes(object);
    try (SeekableReader reader = SeekableReader.of(stored, index, "object", buffers)) {
      assertThat(reader.index()).isSameAs(index);
      assertThat(stored.reads).hasValue(0);
      assertThat(read(reader, 0, ByteBuffer.allocate(content.length))).isEqualTo(content);
      assertThat(stored.reads).hasValue(1);
    }
  }

  @Test
  public void unitIsTheFrame() throws IOException {
    byte[] object = Samples.stored(Samples.text(2 * FRAME + 5, 1), Samples.SMALL_FRAMES);
    try (SeekableReader reader = SeekableReader.open(new StoredBytes(object), "object", buffers)) {
      assertThat(reader.unitAt(0)).isEqualTo(new ByteRange(0, FRAME));
      assertThat(reader.unitAt(FRAME - 1)).isEqualTo(new ByteRange(0, FRAME));
      assertThat(reader.unitAt(FRAME)).isEqualTo(new ByteRange(FRAME, FRAME));
      assertThat(reader.unitAt(2 * FRAME + 4)).isEqualTo(new ByteRange(2L * FRAME, 5));
    }
  }

  @Test
  public void readingBeyondTheEndIsAnEof() throws IOException {
    byte[] object = Samples.stored(Samples.text(100, 1), Samples.SMALL_FRAMES);
    try (SeekableReader reader = SeekableReader.open(new StoredBytes(object), "object", buffers)) {
      for (long position : new long[] {91, 100, 1L << 40, Long.MAX_VALUE}) {
        assertThatExceptionOfType(EOFException.class)
            .isThrownBy(() -> reader.readFully(position, ByteBuffer.allocate(10)))
            .withMessageContaining("object");
      }
      reader.readFully(100, ByteBuffer.allocate(0));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> reader.readFully(-1, ByteBuffer.allocate(1)));
    }
  }

  @Test
  public void closedReaderRefusesAndClosesWhatItReads() throws IOException {
    StoredBytes stored =
        new StoredBytes(Samples.stored(Samples.text(100, 1), Samples.SMALL_FRAMES));
    SeekableReader reader = SeekableReader.open(stored, "object", buffers);
    reader.close();
    assertThat(stored.closed).isTrue();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(1)))
        .withMessageContaining("closed");
  }

  @Test
  public void failedOpenLeavesTheStoredObjectToTheCaller() {
    StoredBytes stored = new StoredBytes(new byte[100]);
    assertThatExceptionOfType(ForeignObjectException.class)
        .isThrownBy(() -> SeekableReader.open(stored, "object", buffers));
    assertThat(stored.closed).isFalse();
  }

  @Test
  public void manyThreadsReadAtOnce() throws Exception {
    byte[] content = Samples.text(100 * FRAME, 1);
    byte[] object = Samples.stored(content, Samples.SMALL_FRAMES);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (SeekableReader reader = SeekableReader.open(new StoredBytes(object), "object", buffers)) {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int seed = 0; seed < 8; seed++) {
        Random random = new Random(seed);
        results.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    int from = random.nextInt(content.length);
                    int length = random.nextInt(Math.min(content.length - from, 5 * FRAME));
                    byte[] bytes = read(reader, from, ByteBuffer.allocateDirect(length));
                    if (!Arrays.equals(bytes, 0, length, content, from, from + length)) {
                      return false;
                    }
                  }
                  return true;
                }));
      }
      for (Future<Boolean> result : results) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
