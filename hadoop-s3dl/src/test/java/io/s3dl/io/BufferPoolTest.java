package io.s3dl.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Test;

public class BufferPoolTest {

  private static final int KIB = 1 << 10;
  private final BufferPool pool = new BufferPool(64 * KIB);

  @After
  public void nothingIsLent() {
    assertThat(pool.lentBuffers()).isZero();
    assertThat(pool.lentBytes()).isZero();
  }

  @Test
  public void theFloorIsGrantedBeyondTheBound() {
    try (PooledBuffer first = pool.take(64 * KIB);
        PooledBuffer second = pool.take(64 * KIB)) {
      assertThat(pool.lentBytes()).isEqualTo(128 * KIB);
      assertThat(pool.lentBuffers()).isEqualTo(2);
      assertThat(first.bytes()).isNotSameAs(second.bytes());
    }
  }

  @Test
  public void moreThanTheFloorIsRefusedAtTheBound() {
    try (PooledBuffer most = pool.tryTake(60 * KIB).orElseThrow();
        PooledBuffer rest = pool.tryTake(4 * KIB).orElseThrow()) {
      assertThat(pool.tryTake(1)).isEmpty();
      assertThat(most.capacity() + rest.capacity()).isEqualTo(64 * KIB);
    }
    try (PooledBuffer again = pool.tryTake(64 * KIB).orElseThrow()) {
      assertThat(again.capacity()).isEqualTo(64 * KIB);
    }
  }

  @Test
  public void aBufferHasTheSizeAskedForAndAnAlignedPlace() {
    for (int size : new int[] {1, 4095, 4096, 4097, 12_288, 40_961, 1 << 20, (5 << 20) + 1}) {
      try (PooledBuffer buffer = pool.take(size)) {
        ByteBuffer bytes = buffer.bytes();
        assertThat(bytes.isDirect()).isTrue();
        assertThat(bytes.position()).isZero();
        assertThat(bytes.limit()).isEqualTo(size);
        assertThat(bytes.capacity()).isEqualTo(size);
        assertThat(bytes.alignmentOffset(0, BufferPool.ALIGNMENT)).isZero();
        assertThat(buffer.capacity() % BufferPool.ALIGNMENT).isZero();
        assertThat(buffer.capacity()).isBetween(size, size + Math.max(4096, size / 8));
        assertThat(buffer.memory().remaining()).isEqualTo(buffer.capacity());
        assertThat(buffer.memory().alignmentOffset(0, BufferPool.ALIGNMENT)).isZero();
        buffer.memory().put(0, (byte) 7);
        assertThat(bytes.get(0)).isEqualTo((byte) 7);
      }
    }
  }

  @Test
  public void aBufferThatCameBackIsLentAgainWithItsOwnSize() {
    try (PooledBuffer buffer = pool.take(8000)) {
      buffer.bytes().put(5, (byte) 42).position(100);
    }
    try (PooledBuffer again = pool.take(7000)) {
      assertThat(again.bytes().get(5)).isEqualTo((byte) 42); // the same memory
      assertThat(again.bytes().position()).isZero();
      assertThat(again.bytes().limit()).isEqualTo(7000);
    }
  }

  @Test
  public void closingABufferTwiceReturnsItOnce() {
    PooledBuffer buffer = pool.take(10);
    buffer.close();
    buffer.close();
    assertThat(pool.lentBuffers()).isZero();
    try (PooledBuffer first = pool.take(10);
        PooledBuffer second = pool.take(10)) {
      first.bytes().put(0, (byte) 1);
      second.bytes().put(0, (byte) 2);
      assertThat(first.bytes().get(0)).isEqualTo((byte) 1);
    }
  }

  @Test
  public void idleBuffersDoNotKeepOthersFromBeingLent() {
    List<PooledBuffer> small = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      small.add(pool.tryTake(4 * KIB).orElseThrow());
    }
    small.forEach(PooledBuffer::close);
    try (PooledBuffer large = pool.tryTake(64 * KIB).orElseThrow()) {
      assertThat(large.capacity()).isEqualTo(64 * KIB);
    }
  }

  @Test
  public void whenTheLastBufferComesBackOnlyAReserveIsKept() {
    int mib = 1 << 20;
    BufferPool large = new BufferPool(256L * mib);
    List<PooledBuffer> burst = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      burst.add(large.take(mib));
    }
    PooledBuffer last = large.take(4096);
    burst.forEach(PooledBuffer::close);
    assertThat(large.idleBytes()).isEqualTo(48L * mib); // somebody is still at work
    last.close();
    assertThat(large.idleBytes()).isBetween(31L * mib, 32L * mib);
    large.close();
    assertThat(large.idleBytes()).isZero();
  }

  @Test
  public void aSmallPoolKeepsAllItHas() {
    List<PooledBuffer> all = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      all.add(pool.take(4 * KIB));
    }
    all.forEach(PooledBuffer::close);
    assertThat(pool.idleBytes()).isEqualTo(64 * KIB);
  }

  @Test
  public void aBufferOutlivesItsPool() {
    PooledBuffer buffer = pool.take(10);
    pool.close();
    buffer.bytes().put(0, (byte) 1);
    buffer.close();
    assertThat(pool.lentBytes()).isZero();
  }

  @Test
  public void sizesOutOfRangeAreRefusedWithoutALoan() {
    assertThatThrownBy(() -> pool.take(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pool.tryTake(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pool.take(Integer.MAX_VALUE)).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> new BufferPool(4095)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void noTwoThreadsHoldTheSameMemory() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        byte mark = (byte) (thread + 1);
        done.add(threads.submit(() -> lendOften(mark)));
      }
      for (Future<?> each : done) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void lendOften(byte mark) {
    Random random = new Random(mark);
    for (int i = 0; i < 3000; i++) {
      int size = 1 + random.nextInt(16 * KIB);
      Optional<PooledBuffer> lent =
          random.nextBoolean() ? Optional.of(pool.take(size)) : pool.tryTake(size);
      if (lent.isPresent()) {
        try (PooledBuffer buffer = lent.get()) {
          fill(buffer.bytes(), mark);
          for (int at = 0; at < size; at += 509) {
            assertThat(buffer.bytes().get(at) == mark).isTrue();
          }
        }
      }
    }
  }

  private static void fill(ByteBuffer bytes, byte mark) {
    while (bytes.hasRemaining()) {
      bytes.put(mark);
    }
  }
}
