package io.s3dl.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.io.BufferPool;
import io.s3dl.io.ByteRange;
import io.s3dl.io.PooledBuffer;
import io.s3dl.io.PositionedReader;
import io.s3dl.store.Faults;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Test;

/** The small positioned reads of a {@link ContentReader}, over a source of units. */
public class AsideBlocksTest {

  private static final int UNIT = 4096;
  private static final int UNITS = 10;

  private final BufferPool pool = new BufferPool(64 * UNIT);
  private final ExecutorService threads = Executors.newFixedThreadPool(6);
  private final byte[] content = Contents.random(UNITS * UNIT, 1);
  private final UnitSource source = new UnitSource();
  private final AsideBlocks blocks = new AsideBlocks("the-key", source, 100, pool);

  @After
  public void nothingIsLeft() throws InterruptedException {
    source.permits.release(1_000_000);
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    blocks.close();
    assertThat(pool.lentBuffers()).isZero();
    assertThat(pool.lentBytes()).isZero();
  }

  /** Counts its reads, and lets each wait for a permit once it is gated. */
  private final class UnitSource implements PositionedReader {
    final AtomicInteger reads = new AtomicInteger();
    final Semaphore arrivals = new Semaphore(0);
    final Semaphore permits = new Semaphore(1_000_000);
    volatile IOException failure;

    void gate() {
      permits.drainPermits();
    }

    @Override
    public long length() {
      return content.length;
    }

    @Override
    public void readFully(long position, ByteBuffer destination) throws IOException {
      reads.incrementAndGet();
      arrivals.release();
      Faults.acquire(permits, 1);
      IOException met = failure;
      if (met != null) {
        failure = null;
        throw met;
      }
      destination.put(content, (int) position, destination.remaining());
    }

    @Override
    public ByteRange unitAt(long position) {
      return new ByteRange(position / UNIT * UNIT, UNIT);
    }

    @Override
    public void close() {}
  }

  private Void read(int position) throws IOException {
    ByteBuffer room = ByteBuffer.allocate(10);
    int count = blocks.read(position, room);
    assertThat(count).isEqualTo(10).isEqualTo(room.position());
    assertThat(room.array()).isEqualTo(Arrays.copyOfRange(content, position, position + 10));
    return null;
  }

  private Future<?> reading(int position) {
    return threads.submit(() -> read(position));
  }

  private static void end(Iterable<Future<?>> all) throws Exception {
    for (Future<?> each : all) {
      each.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  public void readsOfDifferentUnitsRunInParallelAndReadsOfOneUnitFetchItOnce() throws Exception {
    source.gate();
    List<Future<?>> all = new ArrayList<>();
    for (int unit = 0; unit < 3; unit++) {
      all.add(reading(unit * UNIT));
    }
    Faults.acquire(source.arrivals, 3); // all three are inside the source
    for (int unit = 0; unit < 3; unit++) {
      all.add(reading(unit * UNIT + 500));
    }
    source.permits.release(3); // no more are needed
    end(all);
    assertThat(source.reads).hasValue(3);
  }

  @Test
  public void placesThatAreReadInTurnAreFetchedOnce() throws IOException {
    for (int turn = 0; turn < 20; turn++) {
      for (int unit = 0; unit < 4; unit++) {
        read(unit * UNIT + turn);
      }
    }
    assertThat(source.reads).hasValue(4);
    assertThat(pool.lentBuffers()).isEqualTo(4);
  }

  @Test
  public void theLeastRecentlyUsedMakesRoom() throws IOException {
    for (int unit : new int[] {0, 1, 2, 3, 0, 4, 0, 2, 3}) {
      read(unit * UNIT);
    }
    assertThat(source.reads).hasValue(5);
    read(UNIT);
    assertThat(source.reads).hasValue(6);
    assertThat(pool.lentBuffers()).isEqualTo(4);
  }

  @Test
  public void aPoolThatRefusesLeavesOneBlock() throws IOException {
    try (PooledBuffer all = pool.take(64 * UNIT)) {
      for (int unit = 0; unit < UNITS; unit++) {
        read(unit * UNIT);
        assertThat(pool.lentBytes()).isEqualTo(all.capacity() + UNIT);
      }
    }
  }

  @Test
  public void aReadThatGetsNoBlockGoesToTheSource() throws Exception {
    source.gate();
    List<Future<?>> all = new ArrayList<>();
    for (int unit = 0; unit < 6; unit++) {
      all.add(reading(unit * UNIT + 7));
    }
    Faults.acquire(source.arrivals, 6);
    assertThat(pool.lentBuffers()).isEqualTo(4);
    source.permits.release(6);
    end(all);
  }

  @Test
  public void blocksInUseAreGivenBackByTheirReadersAfterDropAndClose() throws Exception {
    source.gate();
    List<Future<?>> all = new ArrayList<>(List.of(reading(0)));
    Faults.acquire(source.arrivals, 1);
    blocks.drop();
    assertThat(pool.lentBuffers()).isEqualTo(1);
    all.add(reading(0)); // fetches anew
    Faults.acquire(source.arrivals, 1);
    blocks.close();
    assertThat(pool.lentBuffers()).isEqualTo(2);
    source.permits.release(2);
    end(all);
    assertThat(pool.lentBuffers()).isZero();
    assertThatThrownBy(() -> read(0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the-key is closed");
  }

  @Test
  public void aFailureIsThatOfTheThreadThatMetItAndOthersTryAnew() throws Exception {
    source.gate();
    IOException failure = new IOException("a bad sector");
    source.failure = failure;
    Future<?> failing = reading(0);
    Faults.acquire(source.arrivals, 1);
    Future<?> waiting = reading(5);
    source.permits.release(2);
    assertThatThrownBy(() -> failing.get(30, TimeUnit.SECONDS)).hasCause(failure);
    end(List.of(waiting));
    source.permits.release(1);
    read(0);
    assertThat(source.reads.get()).isBetween(2, 3);
  }

  @Test
  public void anInterruptedReaderOfABlockLeavesItToTheThreadThatFetchesIt() throws Exception {
    source.gate();
    Future<?> fetching = reading(0);
    Faults.acquire(source.arrivals, 1);
    CountDownLatch ended = new CountDownLatch(1);
    List<Throwable> thrown = new ArrayList<>();
    Thread interrupted =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              try {
                read(5);
              } catch (IOException e) {
                thrown.add(e);
              }
              ended.countDown();
            });
    interrupted.start();
    Faults.await(ended);
    interrupted.join(30_000);
    assertThat(thrown).hasSize(1).first().isInstanceOf(InterruptedIOException.class);
    source.permits.release(1);
    end(List.of(fetching));
    read(9); // the block is still there
    assertThat(source.reads).hasValue(1);
  }
}
