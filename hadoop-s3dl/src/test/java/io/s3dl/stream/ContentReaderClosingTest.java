package io.s3dl.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.store.Faults;
import io.s3dl.store.ObjectReader;
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
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;

/** A reader that nobody needs any more does not wait for what it has under way. */
public class ContentReaderClosingTest {

  private static final int BLOCK = 10_000;

  @Rule public final StreamFixture fixture = new StreamFixture(8 * 12_288);

  private final byte[] content = Contents.random(20 * BLOCK, 1);

  private ContentReader open(int ahead, int largest) throws IOException {
    fixture.memory.put("the-key", content, OptionalInt.empty());
    ObjectReader stored = fixture.store.open("the-key", Optional.empty());
    ReadOptions options = new ReadOptions(ReadPolicy.SEQUENTIAL, 1000, BLOCK, largest, ahead);
    return new ContentReader(
        "the-key", stored, OptionalInt::empty, options, fixture.io, fixture.pool);
  }

  private static boolean isAhead() {
    return Thread.currentThread().getName().startsWith("s3dl-test-");
  }

  @Test
  public void closingDoesNotWaitForAThreadThatReads() throws Exception {
    ContentReader reader = open(0, BLOCK);
    Semaphore arrivals = new Semaphore(0);
    Semaphore permits = new Semaphore(0);
    fixture.faults.gate(Faults.Call.READ, arrivals, permits);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> reading = threads.submit(() -> reader.read(ByteBuffer.allocate(10)));
      Faults.acquire(arrivals, 1); // and then the store says nothing
      reader.close();
      assertThat(fixture.pool.lentBuffers()).isEqualTo(1);
      permits.release();
      assertThatThrownBy(reading::get).hasCauseInstanceOf(IOException.class);
      assertThat(fixture.pool.lentBuffers()).isZero();
    } finally {
      permits.release();
      threads.shutdownNow();
    }
  }

  @Test
  public void aJumpInterruptsWhatIsReadAhead() throws Exception {
    Semaphore interruptions = new Semaphore(0);
    jump(2 * BLOCK, interruptions, new Semaphore(0)); // permits which nobody gives
    Faults.acquire(interruptions, 2);
  }

  @Test
  public void aJumpDoesNotInterruptReadsOfADiskWhichWouldCloseTheFile() throws Exception {
    Semaphore interruptions = new Semaphore(0);
    Semaphore permits = new Semaphore(0);
    jump(BLOCK, interruptions, permits);
    permits.release(2);
    fixture.io.shutdown();
    assertThat(fixture.io.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(interruptions.availablePermits()).isZero();
  }

  /** Reads elsewhere while two reads ahead wait for permits. */
  private void jump(int largest, Semaphore interruptions, Semaphore permits) throws Exception {
    try (ContentReader reader = open(2, largest)) {
      Semaphore arrivals = new Semaphore(0);
      fixture.faults.before(
          Faults.Call.READ,
          number -> {
            if (isAhead() && number < 4) {
              arrivals.release();
              try {
                permits.acquire();
              } catch (InterruptedException e) {
                interruptions.release();
                throw new InterruptedIOException("as it should be");
              }
            }
          });
      reader.read(ByteBuffer.allocate(1));
      Faults.acquire(arrivals, 2);
      reader.seek(10 * BLOCK);
      ByteBuffer bytes = ByteBuffer.allocate(100);
      assertThat(reader.read(bytes)).isEqualTo(100);
      assertThat(bytes.array())
          .isEqualTo(Arrays.copyOfRange(content, 10 * BLOCK, 10 * BLOCK + 100));
    }
  }
}
