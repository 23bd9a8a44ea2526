package io.s3dl.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.Contents;
import io.s3dl.Leaks;
import io.s3dl.format.FrameOptions;
import io.s3dl.format.FrameTable;
import io.s3dl.format.SeekableReader;
import io.s3dl.format.SeekableWriter;
import io.s3dl.io.BufferPool;
import io.s3dl.io.ByteRange;
import io.s3dl.io.PositionedReader;
import io.s3dl.store.MemoryFlatStore;
import io.s3dl.store.PartSizes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** How many requests reads of a remote store cost, with sizes as they are configured for one. */
public class RemoteReadsTest {

  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;
  private static final int SIZE = 24 * MIB + 12_345;

  private final BufferPool pool = new BufferPool(256L << 20);
  private final ExecutorService io =
      Executors.newFixedThreadPool(8, work -> new Thread(work, "s3dl-remote-test"));
  private final MemoryFlatStore store =
      new MemoryFlatStore(new PartSizes(8 * MIB, 0, 8 * MIB, 10_000, 1));
  private final byte[] content = Contents.random(SIZE, 1); // does not shrink: the worst case

  @Before
  public void storeBothForms() throws IOException {
    store.objects().put("plain", content, OptionalInt.empty());
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (SeekableWriter writer =
        new SeekableWriter(
            bytes -> {
              byte[] copy = new byte[bytes.remaining()];
              bytes.get(copy);
              stored.write(copy, 0, copy.length);
            },
            FrameOptions.DEFAULT,
            new FrameTable(),
            Optional.empty(),
            Runnable::run,
            pool,
            1)) {
      writer.write(content, 0, content.length);
      writer.finish();
    }
    store.objects().put("compressed", stored.toByteArray(), OptionalInt.empty());
  }

  @After
  public void nothingIsLeft() throws InterruptedException {
    io.shutdown();
    assertThat(io.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    Leaks.assertNoThread("s3dl-remote-test");
    assertThat(pool.lentBuffers()).isZero();
    pool.close();
  }

  private PositionedReader source(String key) throws IOException {
    PositionedReader stored = store.open(key, Optional.empty());
    PositionedReader source = key.equals("plain") ? stored : SeekableReader.open(stored, key, pool);
    store.clearRequests(); // the tail is known
    return source;
  }

  private ContentReader reader(String key, ReadPolicy policy, int ahead) throws IOException {
    ReadOptions options = new ReadOptions(policy, 64 * KIB, MIB, 8 * MIB, ahead);
    return new ContentReader(key, source(key), OptionalInt::empty, options, io, pool);
  }

  private byte[] expected(long from, int count) {
    return Arrays.copyOfRange(content, (int) from, (int) from + count);
  }

  @Test
  public void aPositionedReadOfAnySizeIsOneRequest() throws IOException {
    for (String key : new String[] {"plain", "compressed"}) {
      for (int count : new int[] {1, 60 * KIB, 200 * KIB, 256 * KIB, MIB, 7 * MIB}) {
        for (long from : new long[] {0, MIB - 30 * KIB, 5 * MIB + 77, SIZE - count}) {
          try (ContentReader reader = reader(key, ReadPolicy.RANDOM, 4)) {
            ByteBuffer bytes = ByteBuffer.allocate(count);
            reader.readFully(from, bytes);
            assertThat(bytes.array()).isEqualTo(expected(from, count));
            assertThat(store.requests()).as("%s %d at %d", key, count, from).hasSize(1);
          }
        }
      }
    }
  }

  @Test
  public void smallReadsInOnePlaceAreOneRequest() throws IOException {
    for (String key : new String[] {"plain", "compressed"}) {
      try (ContentReader reader = reader(key, ReadPolicy.RANDOM, 4)) {
        for (int at = 0; at < 60 * KIB; at += 1000) {
          ByteBuffer bytes = ByteBuffer.allocate(1000);
          reader.readFully(3L * MIB + at, bytes);
          assertThat(bytes.array()).isEqualTo(expected(3L * MIB + at, 1000));
        }
        assertThat(store.requests()).hasSize(1);
      }
    }
  }

  @Test
  public void aWholeFileIsReadInLargeBlocks() throws IOException {
    for (String key : new String[] {"plain", "compressed"}) {
      for (int ahead : new int[] {0, 4}) {
        try (ContentReader reader = reader(key, ReadPolicy.SEQUENTIAL, ahead)) {
          ByteBuffer bytes = ByteBuffer.allocate(SIZE);
          while (bytes.hasRemaining()) {
            assertThat(reader.read(bytes)).isPositive();
          }
          assertThat(bytes.array()).isEqualTo(content);
          // 1 + 2 + 4 + 8 + 8 and the rest, of 24 MiB
          assertThat(store.requests()).as("%s, %d ahead", key, ahead).hasSize(6);
        }
      }
    }
  }

  @Test
  public void aSmallReadOfAStreamFetchesLittle() throws IOException {
    try (ContentReader reader = reader("plain", ReadPolicy.ADAPTIVE, 4)) {
      reader.seek(5 * MIB);
      assertThat(reader.read()).isEqualTo(content[5 * MIB] & 0xff);
      assertThat(pool.lentBytes()).isEqualTo(64 * KIB);
      assertThat(store.requests()).hasSize(1);
    }
  }

  @Test
  public void rangesThatLieCloseTogetherAreOneRequest() throws Exception {
    for (String key : new String[] {"plain", "compressed"}) {
      try (PositionedReader source = source(key)) {
        VectoredReader reader = new VectoredReader(key, source, io, pool, 128 * KIB, 8 * MIB);
        List<VectoredRead> reads = new ArrayList<>();
        for (int column = 0; column < 6; column++) {
          ByteRange range = new ByteRange(MIB + column * 600L * KIB, 500L * KIB);
          reads.add(new VectoredRead(range, new CompletableFuture<>()));
        }
        reads.add(new VectoredRead(new ByteRange(20L * MIB, 10), new CompletableFuture<>()));
        reader.read(reads, ByteBuffer::allocate, released -> {});
        for (VectoredRead read : reads) {
          ByteBuffer bytes = read.result().get(30, TimeUnit.SECONDS);
          byte[] found = new byte[bytes.remaining()];
          bytes.get(found);
          assertThat(found).isEqualTo(expected(read.range().offset(), found.length));
        }
        assertThat(store.requests()).as(key).hasSize(2);
      }
    }
  }
}
