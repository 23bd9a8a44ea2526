package io.s3dl.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.format.CorruptObjectException;
import io.s3dl.io.PooledBuffer;
import io.s3dl.store.Faults;
import io.s3dl.store.ObjectReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Rule;
import org.junit.Test;

public class ContentReaderTest {

  private static final int FIRST = 1000;
  private static final int BLOCK = 10_000;

  @Rule public final StreamFixture fixture = new StreamFixture(8 * 12_288);

  private final byte[] content = Contents.random(20 * BLOCK, 1);

  private ContentReader open(ReadPolicy policy, int ahead, OptionalInt crc) throws IOException {
    fixture.memory.put("the-key", content, OptionalInt.empty());
    ObjectReader stored = fixture.store.open("the-key", Optional.empty());
    ReadOptions options = new ReadOptions(policy, FIRST, BLOCK, BLOCK, ahead);
    return new ContentReader("the-key", stored, () -> crc, options, fixture.io, fixture.pool);
  }

  private static byte[] read(ContentReader reader, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      assertThat(reader.read(bytes)).isPositive();
    }
    return bytes.array();
  }

  /** Whether a thread of the pool reads, and not the caller. */
  private static boolean isAhead() {
    return Thread.currentThread().getName().startsWith("s3dl-test-");
  }

  private byte[] expected(int from, int count) {
    return Arrays.copyOfRange(content, from, from + count);
  }

  @Test
  public void aSequentialPolicyReadsAheadAtOnceWithinItsBound() throws IOException {
    Semaphore arrivals = new Semaphore(0);
    fixture.faults.before(Faults.Call.READ, number -> arrivals.release());
    try (ContentReader reader = open(ReadPolicy.SEQUENTIAL, 3, OptionalInt.empty())) {
      read(reader, 1);
      Faults.acquire(arrivals, 4);
      assertThat(fixture.pool.lentBuffers()).isEqualTo(4);
      assertThat(read(reader, BLOCK)).isEqualTo(expected(1, BLOCK));
      Faults.acquire(arrivals, 1);
      assertThat(fixture.pool.lentBuffers()).isEqualTo(4);
    }
    assertThat(arrivals.availablePermits()).isZero();
  }

  @Test
  public void readAheadIsBoundedByThePool() throws IOException {
    try (PooledBuffer most = fixture.pool.take(6 * 12_288);
        ContentReader reader = open(ReadPolicy.SEQUENTIAL, 4, OptionalInt.empty())) {
      read(reader, 1);
      assertThat(fixture.pool.lentBytes()).isLessThanOrEqualTo(8 * 12_288);
      assertThat(fixture.pool.lentBuffers()).isEqualTo(3);
      assertThat(read(reader, content.length - 1)).isEqualTo(expected(1, content.length - 1));
      assertThat(most.capacity()).isEqualTo(6 * 12_288);
    }
  }

  @Test
  public void randomReadsFetchLittleAndNothingAhead() throws IOException {
    try (ContentReader reader = open(ReadPolicy.RANDOM, 4, OptionalInt.empty())) {
      for (int at = 0; at < content.length; at += BLOCK) {
        reader.seek(at);
        assertThat(read(reader, 10)).isEqualTo(expected(at, 10));
        assertThat(fixture.pool.lentBuffers()).isEqualTo(1);
      }
      assertThat(fixture.faults.count(Faults.Call.READ)).isEqualTo(20);
    }
  }

  @Test
  public void anAdaptiveReaderReadsAheadOnceReadsFollowOneAnother() throws IOException {
    try (ContentReader reader = open(ReadPolicy.ADAPTIVE, 4, OptionalInt.empty())) {
      read(reader, 1);
      assertThat(fixture.pool.lentBuffers()).isEqualTo(1);
      read(reader, FIRST);
      assertThat(fixture.pool.lentBuffers()).isGreaterThan(1);
      reader.seek(15 * BLOCK);
      read(reader, 1);
      assertThat(fixture.pool.lentBuffers()).isEqualTo(1);
    }
  }

  @Test
  public void aReadAheadThatFailsFailsTheReadThatNeedsItAndCanBeRetried() throws IOException {
    IOException failure = new IOException("a bad sector");
    Semaphore arrivals = new Semaphore(0);
    fixture.faults.before(
        Faults.Call.READ,
        number -> {
          if (isAhead()) {
            fixture.faults.heal(Faults.Call.READ);
            arrivals.release();
            throw failure;
          }
        });
    try (ContentReader reader = open(ReadPolicy.SEQUENTIAL, 1, OptionalInt.empty())) {
      assertThat(read(reader, BLOCK)).isEqualTo(expected(0, BLOCK));
      Faults.acquire(arrivals, 1);
      assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(10))).isSameAs(failure);
      assertThat(reader.position()).isEqualTo(BLOCK);
      assertThat(read(reader, 2 * BLOCK)).isEqualTo(expected(BLOCK, 2 * BLOCK));
    }
  }

  @Test
  public void aReadAheadThatFailsIsNoMatterForAReaderThatJumpsAway() throws IOException {
    try (ContentReader reader = open(ReadPolicy.SEQUENTIAL, 2, OptionalInt.empty())) {
      fixture.store.truncateReadsTo(2 * BLOCK);
      read(reader, BLOCK);
      reader.seek(5);
      assertThat(read(reader, 100)).isEqualTo(expected(5, 100));
    }
  }

  @Test
  public void anObjectThatWasCutFailsWithItsName() throws IOException {
    fixture.store.truncateReadsTo(BLOCK + 5);
    try (ContentReader reader = open(ReadPolicy.RANDOM, 2, OptionalInt.empty())) {
      reader.seek(BLOCK);
      assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(10)))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("the-key");
      assertThatThrownBy(() -> reader.readFully(BLOCK, ByteBuffer.allocate(10)))
          .isInstanceOf(EOFException.class);
      assertThat(reader.position()).isEqualTo(BLOCK);
    }
  }

  @Test
  public void aWholeReadIsCheckedAgainstTheRecordedChecksum() throws IOException {
    int right = Contents.crc32c(content, content.length);
    try (ContentReader reader = open(ReadPolicy.ADAPTIVE, 2, OptionalInt.of(right))) {
      assertThat(read(reader, content.length)).isEqualTo(content);
    }
    try (ContentReader reader = open(ReadPolicy.ADAPTIVE, 2, OptionalInt.of(right + 1))) {
      read(reader, content.length - 10);
      for (int attempt = 0; attempt < 3; attempt++) { // it does not become right by being retried
        assertThatThrownBy(() -> read(reader, 10))
            .isInstanceOf(CorruptObjectException.class)
            .hasMessageContaining("Corrupt object the-key")
            .hasMessageContaining(String.format("%08x", right));
      }
    }
  }

  @Test
  public void readsThatJumpAreNotChecked() throws IOException {
    int wrong = Contents.crc32c(content, content.length) + 1;
    try (ContentReader reader = open(ReadPolicy.ADAPTIVE, 2, OptionalInt.of(wrong))) {
      read(reader, 10);
      reader.seek(11);
      assertThat(read(reader, content.length - 11)).isEqualTo(expected(11, content.length - 11));
    }
    try (ContentReader reader = open(ReadPolicy.ADAPTIVE, 2, OptionalInt.of(wrong))) {
      reader.seek(content.length - 10);
      assertThat(read(reader, 10)).hasSize(10);
      reader.readFully(0, ByteBuffer.allocate(content.length));
    }
  }

  @Test
  public void closeWhileReadingAheadLeavesNoBuffer() throws Exception {
    ContentReader reader = open(ReadPolicy.SEQUENTIAL, 3, OptionalInt.empty());
    Semaphore arrivals = new Semaphore(0);
    Semaphore permits = new Semaphore(1); // for what the reader reads itself
    fixture.faults.gate(Faults.Call.READ, arrivals, permits);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<?> reading = threads.submit(() -> reader.read(ByteBuffer.allocate(1)));
      Faults.acquire(arrivals, 4);
      permits.release(3);
      reading.get();
      Future<?> closing =
          threads.submit(
              () -> {
                reader.close();
                return null;
              });
      closing.get();
    } finally {
      threads.shutdownNow();
    }
    fixture.endThreads(); // what they were filling is given back at their end
    assertThat(fixture.pool.lentBuffers()).isZero();
    reader.close();
  }

  @Test
  public void closeInterruptsReadsAheadAndDoesNotWaitForThem() throws Exception {
    ContentReader reader = open(ReadPolicy.SEQUENTIAL, 2, OptionalInt.empty());
    Semaphore arrivals = new Semaphore(0);
    Semaphore interruptions = new Semaphore(0);
    Semaphore permits = new Semaphore(0);
    fixture.faults.before(
        Faults.Call.READ,
        number -> {
          if (isAhead()) {
            arrivals.release();
            try {
              permits.acquire(); // which nobody gives
            } catch (InterruptedException e) {
              interruptions.release();
              throw new InterruptedIOException("as it should be");
            }
          }
        });
    read(reader, 1);
    Faults.acquire(arrivals, 2);
    reader.close();
    Faults.acquire(interruptions, 2);
    Future<Boolean> next = fixture.io.submit(() -> Thread.currentThread().isInterrupted());
    assertThat(next.get()).isFalse();
    fixture.endThreads();
    assertThat(fixture.pool.lentBuffers()).isZero();
  }

  @Test
  public void aJumpDoesNotWaitForReadsAheadAndLeavesThemTheirMemory() throws Exception {
    try (ContentReader reader = open(ReadPolicy.SEQUENTIAL, 2, OptionalInt.empty())) {
      Semaphore arrivals = new Semaphore(0);
      Semaphore permits = new Semaphore(0);
      fixture.faults.before(
          Faults.Call.READ,
          number -> {
            if (isAhead() && number < 4) {
              arrivals.release();
              Faults.acquire(permits, 1);
            }
          });
      read(reader, 1);
      Faults.acquire(arrivals, 2);
      reader.seek(10 * BLOCK);
      assertThat(read(reader, 100)).isEqualTo(expected(10 * BLOCK, 100));
      assertThat(fixture.pool.lentBuffers()).isGreaterThanOrEqualTo(3); // two of them abandoned
      permits.release(2);
    }
  }

  @Test
  public void closeByAnotherThreadEndsAReadThatWaitsForTheStore() throws Exception {
    ContentReader reader = open(ReadPolicy.SEQUENTIAL, 1, OptionalInt.empty());
    Semaphore arrivals = new Semaphore(0);
    Semaphore permits = new Semaphore(0);
    fixture.faults.before(
        Faults.Call.READ,
        number -> {
          if (isAhead()) {
            arrivals.release();
            try {
              permits.acquire(); // which nobody gives
            } catch (InterruptedException e) {
              throw new InterruptedIOException("as it should be");
            }
          }
        });
    read(reader, BLOCK);
    Faults.acquire(arrivals, 1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> reading = threads.submit(() -> reader.read(ByteBuffer.allocate(10)));
      while (permits.getQueueLength() == 0) { // both wait: the thread that reads ahead, and
        Thread.onSpinWait(); // the reader for it, unless it comes too late and is refused
      }
      reader.close();
      assertThatThrownBy(reading::get).hasCauseInstanceOf(IOException.class);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  public void blocksGrowWithSequentialReadsAndBeginAnewAfterAJump() throws IOException {
    fixture.memory.put("the-key", content, OptionalInt.empty());
    ReadOptions options = new ReadOptions(ReadPolicy.ADAPTIVE, FIRST, 2 * FIRST, 8 * FIRST, 0);
    ObjectReader stored = fixture.store.open("the-key", Optional.empty());
    try (ContentReader reader =
        new ContentReader(
            "the-key", stored, OptionalInt::empty, options, fixture.io, fixture.pool)) {
      for (int start : new int[] {0, 100 * FIRST}) {
        reader.seek(start);
        int before = fixture.faults.count(Faults.Call.READ);
        read(reader, (1 + 2 + 4 + 8 + 8) * FIRST);
        assertThat(fixture.faults.count(Faults.Call.READ) - before).isEqualTo(5);
      }
    }
  }

  @Test
  public void aPoolThatRefusesKeepsBlocksSmall() throws IOException {
    fixture.memory.put("the-key", content, OptionalInt.empty());
    ReadOptions options = new ReadOptions(ReadPolicy.SEQUENTIAL, FIRST, BLOCK, 4 * BLOCK, 4);
    ObjectReader stored = fixture.store.open("the-key", Optional.empty());
    try (PooledBuffer all = fixture.pool.take(8 * 12_288);
        ContentReader reader =
            new ContentReader(
                "the-key", stored, OptionalInt::empty, options, fixture.io, fixture.pool)) {
      for (int at = 0; at < content.length; at += BLOCK) {
        assertThat(read(reader, BLOCK)).isEqualTo(expected(at, BLOCK));
        assertThat(fixture.pool.lentBytes()).isEqualTo(all.capacity() + 12_288);
      }
    }
  }

  @Test
  public void aClosedReaderRefusesReadsAndKeepsItsPosition() throws IOException {
    ContentReader reader = open(ReadPolicy.ADAPTIVE, 2, OptionalInt.empty());
    read(reader, 10);
    reader.close();
    assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the-key");
    assertThatThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(1)))
        .isInstanceOf(IOException.class);
    assertThat(reader.position()).isEqualTo(10);
    reader.unbuffer();
    assertThat(fixture.pool.lentBuffers()).isZero();
  }

  @Test
  public void unbufferGivesAllMemoryBackAndReadingGoesOn() throws IOException {
    try (ContentReader reader = open(ReadPolicy.SEQUENTIAL, 3, OptionalInt.empty())) {
      read(reader, 500);
      reader.readFully(5 * BLOCK, ByteBuffer.allocate(100));
      reader.unbuffer();
      fixture.endThreads(); // what they were filling is given back at their end
      assertThat(fixture.pool.lentBuffers()).isZero();
      reader.unbuffer();
      assertThat(read(reader, 3 * BLOCK)).isEqualTo(expected(500, 3 * BLOCK));
    }
  }

  @Test
  public void aReaderThatWaitsCanBeInterrupted() throws Exception {
    Semaphore arrivals = new Semaphore(0);
    Semaphore permits = new Semaphore(0);
    ContentReader reader = open(ReadPolicy.SEQUENTIAL, 1, OptionalInt.empty());
    fixture.faults.before(
        Faults.Call.READ,
        number -> {
          if (isAhead() && fixture.faults.count(Faults.Call.READ) <= 2) {
            arrivals.release();
            Faults.acquire(permits, 1);
          }
        });
    read(reader, BLOCK);
    Faults.acquire(arrivals, 1);
    AtomicReference<Exception> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                reader.read(ByteBuffer.allocate(1));
              } catch (IOException e) {
                thrown.set(e);
              }
              flag.set(Thread.currentThread().isInterrupted());
            });
    waiting.start();
    waiting.interrupt();
    permits.release(1);
    waiting.join(30_000);
    assertThat(flag.get()).isTrue();
    if (thrown.get() != null) { // else the block was there before it had to wait
      assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
      assertThat(read(reader, BLOCK)).isEqualTo(expected(BLOCK, BLOCK));
    }
    reader.close();
  }

  @Test
  public void singleBytesAreThoseOfTheStreamAndAreCheckedAsAWhole() throws IOException {
    int right = Contents.crc32c(content, content.length);
    try (ContentReader reader = open(ReadPolicy.ADAPTIVE, 2, OptionalInt.of(right))) {
      for (int at = 0; at < content.length; at++) {
        assertThat(reader.read() == (content[at] & 0xff)).isTrue();
      }
      assertThat(reader.read()).isEqualTo(-1);
    }
    try (ContentReader reader = open(ReadPolicy.ADAPTIVE, 2, OptionalInt.of(right + 1))) {
      read(reader, content.length - 1);
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(reader::read).hasMessageContaining("Corrupt object the-key");
        assertThat(reader.position()).isEqualTo(content.length - 1);
      }
    }
  }

  @Test
  public void aReaderWhoseExecutorIsShutDownReadsOnByItself() throws IOException {
    ExecutorService closed = Executors.newSingleThreadExecutor();
    closed.shutdown();
    fixture.memory.put("the-key", content, OptionalInt.empty());
    ReadOptions options = new ReadOptions(ReadPolicy.SEQUENTIAL, FIRST, BLOCK, BLOCK, 4);
    try (ContentReader reader =
        new ContentReader(
            "the-key",
            fixture.store.open("the-key", Optional.empty()),
            OptionalInt::empty,
            options,
            closed,
            fixture.pool)) {
      assertThat(read(reader, content.length)).isEqualTo(content);
    }
  }
}
