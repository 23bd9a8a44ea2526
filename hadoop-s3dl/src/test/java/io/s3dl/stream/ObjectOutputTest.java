package io.s3dl.stream;

import static io.s3dl.stream.StreamFixture.PART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.io.BufferPool;
import io.s3dl.store.Faults;
import io.s3dl.store.MemoryObjectStore;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.PartSizes;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.Rule;
import org.junit.Test;

public class ObjectOutputTest {

  private static final int POOL = 6 * PART;

  @Rule public final StreamFixture fixture = new StreamFixture(POOL);

  private void write(String key, byte[] content, int chunk) throws IOException {
    ObjectOutput output = fixture.output(key, 3);
    for (int at = 0; at < content.length; at += chunk) {
      output.write(ByteBuffer.wrap(content, at, Math.min(chunk, content.length - at)));
    }
    output.complete(WrittenBytes.of(Contents.crc32c(content, content.length)));
    output.abort(); // after complete: nothing
  }

  @Test
  public void everySizeArrivesInPartsThatFit() throws IOException {
    for (int size : new int[] {0, 1, PART - 1, PART, PART + 1, 2 * PART, 21 * PART + 17}) {
      for (int chunk : new int[] {1, 1000, PART, 3 * PART + 1}) {
        int before = fixture.faults.count(Faults.Call.PART);
        byte[] content = Contents.random(size, size);
        write("key", content, chunk);
        assertThat(fixture.memory.bytes("key")).isEqualTo(content);
        assertThat(fixture.faults.count(Faults.Call.PART) - before)
            .isEqualTo((size + PART - 1) / PART);
      }
    }
    assertThat(fixture.memory.aborted).hasValue(0);
  }

  @Test
  public void partsGrowAsTheStoreSays() throws IOException {
    StreamFixture growing = new StreamFixture(1 << 20, new PartSizes(4096, 2, 16_384, 9, 1));
    try {
      byte[] content = Contents.random(2 * 4096 + 2 * 8192 + 3 * 16_384 + 5, 1);
      ObjectOutput output = growing.output("key", 2);
      output.write(ByteBuffer.wrap(content));
      output.complete(WrittenBytes.UNKNOWN);
      assertThat(growing.memory.bytes("key")).isEqualTo(content);
      assertThat(growing.faults.count(Faults.Call.PART)).isEqualTo(8);
    } finally {
      growing.after();
    }
  }

  @Test
  public void anObjectOfTooManyPartsIsRefused() throws IOException {
    StreamFixture few = new StreamFixture(1 << 20, new PartSizes(4096, 0, 4096, 3, 1));
    try {
      ObjectOutput output = few.output("the-key", 2);
      assertThatThrownBy(() -> output.write(ByteBuffer.allocate(4 * 4096)))
          .hasMessageContaining("the-key is too large")
          .hasMessageContaining("3 parts");
      output.abort();
      assertThat(few.memory.bytes("the-key")).isNull();
    } finally {
      few.after();
    }
  }

  @Test
  public void theFirstFailureIsThrownFromThenOn() throws IOException {
    IOException failure = new IOException("the disk is full");
    fixture.faults.fail(Faults.Call.PART, 2, failure);
    ObjectOutput output = fixture.output("key", 1);
    assertThatThrownBy(() -> output.write(ByteBuffer.allocate(4 * PART))).isSameAs(failure);
    assertThatThrownBy(() -> output.write(ByteBuffer.allocate(1)))
        .hasCause(failure)
        .hasMessageContaining("key")
        .hasMessageContaining("the disk is full");
    assertThatThrownBy(() -> output.complete(WrittenBytes.UNKNOWN)).hasCause(failure);
    output.abort();
    output.abort();
    assertThat(fixture.memory.aborted).hasValue(1);
    assertThat(fixture.memory.completed).hasValue(0);
    assertThat(fixture.memory.bytes("key")).isNull();
  }

  @Test
  public void aRuntimeExceptionOfAPartBecomesAnIOExceptionThatNamesTheObject() throws IOException {
    fixture.faults.before(
        Faults.Call.PART,
        number -> {
          throw new IllegalStateException("a bug");
        });
    ObjectOutput output = fixture.output("the-key", 1);
    assertThatThrownBy(
            () -> {
              output.write(ByteBuffer.allocate(2 * PART));
              output.complete(WrittenBytes.UNKNOWN);
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the-key")
        .hasMessageContaining("a bug");
    output.abort();
  }

  @Test
  public void anErrorOfAPartIsThrownFromThenOnThoughLaterPartsSucceed() throws IOException {
    OutOfMemoryError error = new OutOfMemoryError("no direct memory");
    fixture.faults.before(
        Faults.Call.PART,
        number -> {
          if (number == 1) {
            throw error;
          }
        });
    ObjectOutput output = fixture.output("key", 1);
    assertThatThrownBy(() -> output.write(ByteBuffer.allocate(4 * PART))).isSameAs(error);
    assertThatThrownBy(() -> output.write(ByteBuffer.allocate(1)))
        .isInstanceOf(IOException.class)
        .hasCause(error)
        .hasMessageContaining("no direct memory");
    assertThatThrownBy(() -> output.complete(WrittenBytes.UNKNOWN)).hasCause(error);
    output.abort();
    assertThat(fixture.memory.completed).hasValue(0);
  }

  @Test
  public void anErrorOfTheExecutorLosesNoPartAndIsThrownFromThenOn() throws IOException {
    OutOfMemoryError error = new OutOfMemoryError("unable to create native thread");
    Executor exhausted =
        task -> {
          throw error;
        };
    ObjectOutput output = output("key", exhausted);
    assertThatThrownBy(() -> output.write(ByteBuffer.allocate(2 * PART))).isSameAs(error);
    assertThatThrownBy(() -> output.complete(WrittenBytes.UNKNOWN)).hasCause(error);
    output.abort();
    assertThat(fixture.pool.lentBuffers()).isZero();
    assertThat(fixture.memory.completed).hasValue(0);
  }

  private ObjectOutput output(String key, Executor io) throws IOException {
    return new ObjectOutput(
        key,
        fixture.store.startUpload(key, WriteOptions.replacing()),
        new OutputOptions(fixture.store.partSizes(), 2, Optional.empty()),
        io,
        fixture.pool);
  }

  @Test
  public void aSlowStoreBlocksTheWriterAndNotTheMemory() throws Exception {
    Semaphore arrivals = new Semaphore(0);
    Semaphore permits = new Semaphore(0);
    fixture.faults.gate(Faults.Call.PART, arrivals, permits);
    byte[] content = Contents.random(40 * PART, 1);
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> written =
          writer.submit(
              () -> {
                write("key", content, 1000);
                return null;
              });
      for (int part = 1; part <= 40; part++) {
        Faults.acquire(arrivals, 1);
        assertThat(fixture.pool.lentBytes()).isLessThanOrEqualTo(4 * PART); // one filled, 3 sent
        assertThat(written.isDone()).isFalse();
        permits.release();
      }
      written.get();
    } finally {
      writer.shutdownNow();
    }
    assertThat(fixture.memory.bytes("key")).isEqualTo(content);
  }

  @Test
  public void aPoolThatRefusesMakesTheOutputGoOnOneByOne() throws IOException {
    byte[] content = Contents.random(20 * PART + 3, 5);
    try (AutoCloseablePool all = new AutoCloseablePool(fixture.pool)) {
      assertThat(all.pool.tryTake(1)).isEmpty();
      write("key", content, 999);
    }
    assertThat(fixture.memory.bytes("key")).isEqualTo(content);
  }

  /** All of the pool's memory, lent. */
  private static final class AutoCloseablePool implements AutoCloseable {
    private final BufferPool pool;
    private final io.s3dl.io.PooledBuffer all;

    AutoCloseablePool(BufferPool pool) {
      this.pool = pool;
      this.all = pool.take(POOL);
    }

    @Override
    public void close() {
      all.close();
    }
  }

  @Test
  public void partsOnTheirWayAreInterruptedByAbort() throws Exception {
    Semaphore arrivals = new Semaphore(0);
    Semaphore permits = new Semaphore(0);
    fixture.faults.gate(Faults.Call.PART, arrivals, permits);
    ObjectOutput output = fixture.output("key", 3);
    output.write(ByteBuffer.allocate(2 * PART + 5));
    Faults.acquire(arrivals, 2);
    ExecutorService aborter = Executors.newSingleThreadExecutor();
    try {
      aborter.submit(output::abort).get(); // though nobody lets them pass
    } finally {
      aborter.shutdownNow();
    }
    assertThat(fixture.memory.aborted).hasValue(1);
    assertThat(fixture.pool.lentBuffers()).isZero();
  }

  @Test
  public void anExecutorThatIsShutDownFailsTheWrite() throws IOException {
    ExecutorService closed = Executors.newSingleThreadExecutor();
    closed.shutdown();
    for (int bytes : new int[] {0, PART, 2 * PART}) {
      ObjectOutput output = output("the-key", closed);
      assertThatThrownBy(
              () -> {
                output.write(ByteBuffer.allocate(bytes));
                output.complete(WrittenBytes.UNKNOWN);
              })
          .hasMessageContaining("the-key")
          .hasMessageContaining("file system is closed");
      output.abort();
    }
    assertThat(fixture.memory.aborted).hasValue(3);
  }

  @Test
  public void aHeadIsCopiedInsideTheStoreAsFarAsItsUnitsGo() throws IOException {
    int unit = 4096;
    for (int length : new int[] {0, 1, unit - 1, unit, unit + 1, 5 * unit, 5 * unit + 77}) {
      byte[] head = Contents.random(6 * unit, length);
      byte[] more = Contents.random(PART + 9, 3);
      fixture.memory.put("head", head, OptionalInt.empty());
      int copies = fixture.faults.count(Faults.Call.COPY);
      ObjectOutput output = fixture.output("key", 2);
      try (ObjectReader reader = fixture.store.open("head", Optional.empty())) {
        output.copyHead(reader, length);
      }
      output.write(ByteBuffer.wrap(more));
      output.complete(WrittenBytes.UNKNOWN);
      byte[] expected = Arrays.copyOf(head, length + more.length);
      System.arraycopy(more, 0, expected, length, more.length);
      assertThat(fixture.memory.bytes("key")).isEqualTo(expected);
      assertThat(fixture.faults.count(Faults.Call.COPY) - copies).isEqualTo(length >= unit ? 1 : 0);
    }
  }

  @Test
  public void severalHeadsFollowOneAnotherWhateverTheirLengths() throws IOException {
    byte[] content = Contents.random(30_000, 8);
    fixture.memory.put("head", content, OptionalInt.empty());
    ObjectOutput output = fixture.output("key", 2);
    int[] lengths = {8192, 4096, 5000, 4096, 30_000};
    MemoryObjectStore memory = fixture.memory;
    ByteBuffer expected = ByteBuffer.allocate(Arrays.stream(lengths).sum());
    for (int length : lengths) {
      try (ObjectReader reader = fixture.store.open("head", Optional.empty())) {
        output.copyHead(reader, length);
      }
      expected.put(content, 0, length);
    }
    output.complete(WrittenBytes.UNKNOWN);
    assertThat(memory.bytes("key")).isEqualTo(expected.array());
    assertThat(fixture.faults.count(Faults.Call.COPY)).isEqualTo(3);
  }

  @Test
  public void aCopyThatFailsLeavesNothing() throws IOException {
    fixture.memory.put("head", new byte[8192], OptionalInt.empty());
    fixture.faults.fail(Faults.Call.COPY, 1, new IOException("no copy today"));
    ObjectOutput output = fixture.output("key", 2);
    try (ObjectReader reader = fixture.store.open("head", Optional.empty())) {
      assertThatThrownBy(() -> output.copyHead(reader, 8192)).hasMessage("no copy today");
    }
    assertThatThrownBy(() -> output.write(ByteBuffer.allocate(1)))
        .hasMessageContaining("no copy today");
    assertThatThrownBy(() -> output.complete(WrittenBytes.UNKNOWN))
        .hasMessageContaining("no copy today");
    output.abort();
    assertThat(fixture.memory.bytes("key")).isNull();
  }
}
