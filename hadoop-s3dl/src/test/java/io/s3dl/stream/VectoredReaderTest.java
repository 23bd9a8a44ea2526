package io.s3dl.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.format.SeekableReader;
import io.s3dl.io.ByteRange;
import io.s3dl.io.PooledBuffer;
import io.s3dl.io.PositionedReader;
import io.s3dl.store.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

public class VectoredReaderTest {

  private static final int GAP = 100;
  private static final int MERGED = 5000;
  private static final int LENGTH = 200_000;

  @Rule public final StreamFixture fixture = new StreamFixture(1 << 20);

  private final byte[] content = Contents.text(LENGTH, 1);
  private final Set<Integer> allocated = ConcurrentHashMap.newKeySet();
  private final Set<Integer> released = ConcurrentHashMap.newKeySet();
  private PositionedReader source;

  @Before
  public void open() throws IOException {
    fixture.memory.put("key", content, OptionalInt.empty());
    source = fixture.store.open("key", Optional.empty());
  }

  @After
  public void close() throws IOException {
    source.close();
  }

  private VectoredReader reader() {
    return new VectoredReader("key", source, fixture.io, fixture.pool, GAP, MERGED);
  }

  private static VectoredRead range(long offset, long length) {
    return new VectoredRead(new ByteRange(offset, length), new CompletableFuture<>());
  }

  private ByteBuffer allocate(int size) {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    allocated.add(System.identityHashCode(buffer));
    return buffer;
  }

  private void release(ByteBuffer buffer) {
    released.add(System.identityHashCode(buffer));
  }

  private void start(VectoredReader reader, VectoredRead... reads) {
    reader.read(List.of(reads), this::allocate, this::release);
  }

  private void assertRead(VectoredRead read) throws Exception {
    ByteBuffer bytes = read.result().get(30, TimeUnit.SECONDS);
    byte[] found = new byte[bytes.remaining()];
    bytes.duplicate().get(found);
    int from = (int) read.range().offset();
    assertThat(found).isEqualTo(Arrays.copyOfRange(content, from, (int) read.range().end()));
  }

  private static List<List<Long>> offsets(List<List<VectoredRead>> groups) {
    return groups.stream()
        .map(group -> group.stream().map(read -> read.range().offset()).toList())
        .toList();
  }

  @Test
  public void rangesThatAreCloseAreReadTogether() {
    List<VectoredRead> reads =
        List.of(range(3000, 10), range(0, 100), range(200, 50), range(351, 5), range(3010, 1));
    assertThat(offsets(reader().groups(reads)))
        .containsExactly(List.of(0L, 200L), List.of(351L), List.of(3000L, 3010L));
  }

  @Test
  public void noGroupIsLargerThanTheBoundUnlessARangeAloneIs() {
    List<VectoredRead> reads =
        List.of(range(0, 3000), range(3000, 2000), range(5000, 1), range(5001, 9000));
    assertThat(offsets(reader().groups(reads)))
        .containsExactly(List.of(0L, 3000L), List.of(5000L), List.of(5001L));
  }

  @Test
  public void emptyRangesAreGroupsLikeOthers() {
    List<VectoredRead> reads = List.of(range(0, 0), range(LENGTH, 0), range(50, 0));
    assertThat(offsets(reader().groups(reads)))
        .containsExactly(List.of(0L, 50L), List.of((long) LENGTH));
    assertThat(reader().groups(List.of())).isEmpty();
  }

  @Test
  public void rangesOfOneFrameAreReadTogetherAcrossALargeGap() throws Exception {
    try (ObjectWriter writer = fixture.compressingWriter("compressed")) {
      writer.write(content, 0, LENGTH);
    }
    try (SeekableReader frames =
        SeekableReader.open(
            fixture.store.open("compressed", Optional.empty()), "compressed", fixture.pool)) {
      VectoredReader reader =
          new VectoredReader("compressed", frames, fixture.io, fixture.pool, GAP, MERGED);
      List<VectoredRead> reads = List.of(range(10, 10), range(4000, 10), range(4400, 10));
      assertThat(offsets(reader.groups(reads)))
          .containsExactly(List.of(10L, 4000L), List.of(4400L));
      reader.read(reads, this::allocate, this::release);
      for (VectoredRead read : reads) {
        assertRead(read);
      }
    }
  }

  @Test
  public void aGroupIsOneReadAndItsBuffersAreTheAllocators() throws Exception {
    VectoredRead[] reads = {range(0, 100), range(150, 100), range(260, 0), range(90_000, 70_000)};
    start(reader(), reads);
    for (VectoredRead read : reads) {
      assertRead(read);
      int buffer = System.identityHashCode(read.result().get());
      assertThat(allocated).contains(buffer);
    }
    assertThat(released).isEmpty();
    assertThat(fixture.faults.count(Faults.Call.READ)).isEqualTo(2);
  }

  @Test
  public void withoutRoomInThePoolEveryRangeIsReadForItself() throws Exception {
    try (PooledBuffer all = fixture.pool.take(1 << 20)) {
      VectoredRead[] reads = {range(0, 100), range(150, 100), range(300, 5)};
      start(reader(), reads);
      for (VectoredRead read : reads) {
        assertRead(read);
      }
      assertThat(all.capacity()).isEqualTo(1 << 20);
    }
    assertThat(fixture.faults.count(Faults.Call.READ)).isEqualTo(3);
  }

  @Test
  public void randomRangesGiveTheBytesOfTheModel() throws Exception {
    Random random = new Random(4);
    for (int round = 0; round < 50; round++) {
      List<VectoredRead> reads = new ArrayList<>();
      for (int at = random.nextInt(1000); at < LENGTH; at += random.nextInt(9000)) {
        int length = Math.min(LENGTH - at, random.nextInt(6000));
        reads.add(range(at, length));
        at += length;
      }
      reader()
          .read(
              reads,
              round % 2 == 0 ? ByteBuffer::allocate : ByteBuffer::allocateDirect,
              this::release);
      for (VectoredRead read : reads) {
        assertRead(read);
      }
    }
    assertThat(released).isEmpty();
  }

  @Test
  public void aFailureCompletesEveryRangeAndReleasesItsBuffers() throws Exception {
    IOException failure = new IOException("a bad sector");
    fixture.faults.before(
        Faults.Call.READ,
        number -> {
          throw failure;
        });
    VectoredRead[] reads = {range(0, 100), range(150, 100), range(90_000, 10)};
    start(reader(), reads);
    for (VectoredRead read : reads) {
      assertThatThrownBy(() -> read.result().get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCause(failure);
    }
    fixture.endThreads();
    assertThat(released).isEqualTo(allocated);
  }

  @Test
  public void theRangesBeforeAFailureKeepTheirBytes() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    IntFunction<ByteBuffer> allocator =
        size -> {
          if (calls.incrementAndGet() == 2) {
            throw new IllegalStateException("no more");
          }
          return allocate(size);
        };
    VectoredRead[] reads = {range(0, 10), range(20, 10), range(40, 10)};
    reader().read(List.of(reads), allocator, this::release);
    assertRead(reads[0]);
    for (int i = 1; i < 3; i++) {
      CompletableFuture<ByteBuffer> result = reads[i].result();
      assertThatThrownBy(() -> result.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IllegalStateException.class);
    }
    assertThat(released).isEmpty();
  }

  @Test
  public void anErrorOfTheAllocatorCompletesTheRanges() {
    VectoredRead read = range(0, 10);
    reader()
        .read(
            List.of(read),
            size -> {
              throw new OutOfMemoryError("none left");
            },
            this::release);
    assertThatThrownBy(() -> read.result().get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(OutOfMemoryError.class);
  }

  @Test
  public void aBufferThatIsTooSmallIsReleasedAndFailsTheRange() throws Exception {
    VectoredRead read = range(0, 10);
    reader().read(List.of(read), size -> allocate(size - 1), this::release);
    assertThatThrownBy(() -> read.result().get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
    fixture.endThreads();
    assertThat(released).isEqualTo(allocated).hasSize(1);
  }

  @Test
  public void buffersThatBeginBehindTheirStartAreUsedFromThere() throws Exception {
    VectoredRead[] reads = {range(0, 10), range(15, 10), range(90_000, 10)};
    reader().read(List.of(reads), size -> allocate(size + 7).position(7), this::release);
    for (VectoredRead read : reads) {
      assertRead(read);
      assertThat(read.result().get().position()).isEqualTo(7);
    }
  }

  @Test
  public void theBufferOfACancelledRangeIsReleased() throws Exception {
    Semaphore arrivals = new Semaphore(0);
    Semaphore permits = new Semaphore(0);
    fixture.faults.gate(Faults.Call.READ, arrivals, permits);
    VectoredRead cancelled = range(0, 10);
    VectoredRead kept = range(20, 10);
    start(reader(), cancelled, kept);
    Faults.acquire(arrivals, 1);
    cancelled.result().cancel(true);
    permits.release();
    assertRead(kept);
    fixture.endThreads();
    assertThat(released).hasSize(1);
    assertThat(allocated).containsAll(released);
    assertThat(released).doesNotContain(System.identityHashCode(kept.result().get()));
  }

  @Test
  public void anExecutorThatIsShutDownFailsTheRanges() {
    ExecutorService closed = Executors.newSingleThreadExecutor();
    closed.shutdown();
    VectoredRead read = range(0, 10);
    new VectoredReader("the-key", source, closed, fixture.pool, GAP, MERGED)
        .read(List.of(read), this::allocate, this::release);
    assertThatThrownBy(() -> read.result().get(30, TimeUnit.SECONDS))
        .hasMessageContaining("the-key")
        .hasMessageContaining("file system is closed");
  }
}
