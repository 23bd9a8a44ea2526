package io.s3dl.stream;

import static io.s3dl.stream.StreamFixture.PART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.format.ContentEncoder;
import io.s3dl.format.EncodingStatistics;
import io.s3dl.format.SeekableReader;
import io.s3dl.store.Faults;
import io.s3dl.store.ObjectChangedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

@RunWith(Parameterized.class)
public class ObjectWriterTest {

  @Parameterized.Parameters(name = "compressed={0}")
  public static List<Boolean> forms() {
    return List.of(true, false);
  }

  @Parameterized.Parameter public boolean compressed;

  @Rule public final StreamFixture fixture = new StreamFixture(24 * PART);

  private ObjectWriter writer(String key) throws IOException {
    return compressed ? fixture.compressingWriter(key) : fixture.plainWriter(key);
  }

  private byte[] content(String key) throws IOException {
    if (!compressed) {
      return fixture.memory.bytes(key);
    }
    try (SeekableReader reader =
        SeekableReader.open(fixture.memory.open(key, Optional.empty()), key, fixture.pool)) {
      ByteBuffer content = ByteBuffer.allocate((int) reader.length());
      reader.readFully(0, content);
      return content.array();
    }
  }

  @Test
  public void everySizeInEveryChunkIsReadBack() throws IOException {
    for (int size : new int[] {0, 1, 4095, 4096, 4097, PART, PART + 1, 9 * PART + 11}) {
      byte[] content = Contents.random(size, size);
      for (int chunk : new int[] {1, 100, 4095, 4096, 4097, 10 * PART}) {
        try (ObjectWriter writer = writer("key")) {
          for (int at = 0; at < size; at += chunk) {
            writer.write(content, at, Math.min(chunk, size - at));
            assertThat(writer.accepted()).isEqualTo(Math.min(size, at + chunk));
          }
        }
        assertThat(content("key")).isEqualTo(content);
      }
    }
  }

  @Test
  public void singleBytesAndRunsKeepTheirOrder() throws IOException {
    byte[] content = Contents.text(20_000, 1);
    try (ObjectWriter writer = writer("key")) {
      int at = 0;
      for (int run = 1; at < content.length; run = run * 3 % 5003) {
        writer.write(content[at++]);
        int count = Math.min(run, content.length - at);
        writer.write(content, at, count);
        at += count;
      }
    }
    assertThat(content("key")).isEqualTo(content);
  }

  @Test
  public void nothingIsVisibleBeforeCloseAndAllAfter() throws IOException {
    ObjectWriter writer = writer("key");
    writer.write(Contents.random(5 * PART, 1), 0, 5 * PART);
    assertThat(fixture.memory.bytes("key")).isNull();
    assertThat(writer.published()).isEmpty();
    writer.close();
    assertThat(content("key")).hasSize(5 * PART);
    assertThat(writer.published()).contains(fixture.memory.head("key"));
    writer.close();
    writer.abort();
    assertThat(fixture.memory.completed).hasValue(1);
    assertThat(fixture.memory.aborted).hasValue(0);
  }

  @Test
  public void statisticsAreRightWhileWritingAndAfterClose() throws IOException {
    byte[] content = Contents.text(40 * 4096 + 100, 3);
    ObjectWriter writer = writer("key");
    assertThat(writer.statistics().contentBytes()).isZero();
    for (int at = 0; at < content.length; at += 10_000) {
      writer.write(content, at, Math.min(10_000, content.length - at));
      EncodingStatistics running = writer.statistics();
      int done = (int) running.contentBytes();
      assertThat(done).isLessThanOrEqualTo((int) writer.accepted());
      assertThat(running.crc32c()).hasValue(Contents.crc32c(content, done));
      assertThat(running.ratio()).isBetween(compressed && done > 0 ? 0.1 : 1.0, 1.0);
    }
    writer.close();
    EncodingStatistics done = writer.statistics();
    assertThat(done.contentBytes()).isEqualTo(content.length);
    assertThat(done.storedBytes()).isEqualTo(fixture.memory.bytes("key").length);
    assertThat(done.crc32c()).hasValue(Contents.crc32c(content, content.length));
    assertThat(done.ratio())
        .isEqualTo((double) fixture.memory.bytes("key").length / content.length);
  }

  @Test
  public void theFirstFailureIsWhatCloseThrowsAndNothingIsVisible() throws IOException {
    IOException failure = new IOException("part refused");
    fixture.faults.fail(Faults.Call.PART, 2, failure);
    fixture.faults.fail(Faults.Call.COMPLETE, 1, new IOException("not this one"));
    ObjectWriter writer = writer("the-key");
    byte[] content = Contents.random(60 * PART, 1);
    assertThatThrownBy(() -> writer.write(content, 0, content.length))
        .hasStackTraceContaining("part refused");
    assertThat(writer.hasFailed()).isTrue();
    assertThatThrownBy(() -> writer.write(1)).hasStackTraceContaining("part refused");
    assertThatThrownBy(writer::close)
        .hasMessageContaining("the-key")
        .hasMessageContaining("part refused");
    writer.close();
    assertThat(fixture.memory.bytes("the-key")).isNull();
    assertThat(fixture.memory.aborted).hasValue(1);
    assertThat(fixture.memory.completed).hasValue(0);
  }

  @Test
  public void aFailureAtTheEndIsThrownByClose() throws IOException {
    IOException failure = new IOException("not completed");
    fixture.faults.fail(Faults.Call.COMPLETE, 1, failure);
    ObjectWriter writer = writer("key");
    writer.write(1);
    assertThatThrownBy(writer::close).isSameAs(failure);
    assertThat(writer.published()).isEmpty();
    assertThat(fixture.memory.bytes("key")).isNull();
    assertThat(fixture.memory.aborted).hasValue(1);
  }

  @Test
  public void abortLeavesNothing() throws IOException {
    ObjectWriter writer = writer("key");
    writer.write(Contents.random(9 * PART, 1), 0, 9 * PART);
    writer.abort();
    writer.abort();
    writer.close();
    assertThat(fixture.memory.bytes("key")).isNull();
    assertThat(fixture.memory.aborted).hasValue(1);
    assertThatThrownBy(() -> writer.write(1)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> writer.write(new byte[1], 0, 1))
        .isInstanceOf(ClosedChannelException.class);
  }

  @Test
  public void wrongArgumentsAreRefusedAndHarmNothing() throws IOException {
    byte[] content = Contents.random(10_000, 1);
    try (ObjectWriter writer = writer("key")) {
      writer.write(content, 0, 5000);
      for (int[] wrong : new int[][] {{-1, 10}, {9995, 6}, {0, -1}, {0, 10_001}, {1, 10_000}}) {
        assertThatThrownBy(() -> writer.write(content, wrong[0], wrong[1]))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
      writer.write(content, 5000, 5000);
      assertThat(writer.accepted()).isEqualTo(10_000);
    }
    assertThat(content("key")).isEqualTo(content);
  }

  @Test
  public void aWriterThatWaitsCanBeInterrupted() throws Exception {
    Semaphore arrivals = new Semaphore(0);
    Semaphore permits = new Semaphore(0);
    fixture.faults.gate(Faults.Call.PART, arrivals, permits);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Throwable> thrownByClose = new AtomicReference<>();
    List<Boolean> flags = new ArrayList<>();
    Thread writing =
        new Thread(
            () -> {
              ObjectWriter writer = null;
              try {
                writer = writer("key");
                writer.write(Contents.random(100 * PART, 1), 0, 100 * PART);
              } catch (IOException e) {
                thrown.set(e);
              }
              flags.add(Thread.currentThread().isInterrupted());
              try {
                writer.close();
              } catch (IOException e) {
                thrownByClose.set(e);
              }
              flags.add(Thread.currentThread().isInterrupted());
            });
    writing.start();
    Faults.acquire(arrivals, 3);
    writing.interrupt();
    permits.release(1000);
    writing.join(30_000);
    assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
    assertThat(thrownByClose.get())
        .isInstanceOf(InterruptedIOException.class)
        .hasMessageContaining("key")
        .hasCause(thrown.get());
    assertThat(flags).containsExactly(true, true);
    assertThat(fixture.memory.bytes("key")).isNull();
    assertThat(fixture.memory.aborted).hasValue(1);
  }

  @Test
  public void closeKeepsTheTypesThatCallersGoBy() throws IOException {
    for (IOException failure :
        List.of(
            new InterruptedIOException("interrupted"),
            new ObjectChangedException("changed"),
            new FileAlreadyExistsException("exists"),
            new AccessDeniedException("denied"),
            new FileNotFoundException("gone"))) {
      fixture.faults.fail(Faults.Call.PART, 1, failure);
      ObjectWriter writer = writer("the-key");
      byte[] content = Contents.random(60 * PART, 1);
      assertThatThrownBy(() -> writer.write(content, 0, content.length)).isSameAs(failure);
      for (ThrowingCallable later :
          List.<ThrowingCallable>of(() -> writer.write(1), writer::close)) {
        assertThatThrownBy(later)
            .isInstanceOf(failure.getClass())
            .hasCause(failure)
            .hasMessageContaining("the-key")
            .hasMessageContaining(failure.getMessage());
      }
    }
  }

  @Test
  public void aFailedWriteComesOutOfATryWithResourcesAsItIs() {
    IOException failure = new IOException("part refused");
    fixture.faults.fail(Faults.Call.PART, 1, failure);
    byte[] content = Contents.random(60 * PART, 1);
    assertThatThrownBy(
            () -> {
              try (ObjectWriter writer = writer("key")) {
                writer.write(content, 0, content.length);
              }
            })
        .isSameAs(failure);
  }

  @Test
  public void aWriteAfterTheThreadsHaveEndedSaysThatTheFileSystemIsClosed() throws IOException {
    ObjectWriter writer = writer("the-key");
    fixture.endThreads();
    byte[] content = Contents.random(60 * PART, 1);
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> writer.write(content, 0, content.length), () -> writer.write(1), writer::close)) {
      assertThatThrownBy(call)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Cannot write the-key: its file system is closed");
    }
  }

  @Test
  public void abortByAnotherThreadWaitsForTheWriteAndLeavesNothing() throws Exception {
    endsWhileAnotherThreadWrites(ObjectWriter::abort);
    assertThat(fixture.memory.bytes("key")).isNull();
    assertThat(fixture.memory.aborted).hasValue(1);
    assertThat(fixture.memory.completed).hasValue(0);
  }

  @Test
  public void closeByAnotherThreadPublishesWholeWrites() throws Exception {
    endsWhileAnotherThreadWrites(ObjectWriter::close);
    assertThat(content("key")).hasSize(30 * PART);
    assertThat(fixture.memory.completed).hasValue(1);
  }

  private interface End {
    void of(ObjectWriter writer) throws IOException;
  }

  /** Ends a writer while a write is in the middle of its parts, whose thread then writes on. */
  private void endsWhileAnotherThreadWrites(End end) throws Exception {
    Semaphore arrivals = new Semaphore(0);
    Semaphore permits = new Semaphore(0);
    fixture.faults.gate(Faults.Call.PART, arrivals, permits);
    CountDownLatch ended = new CountDownLatch(1);
    ObjectWriter writer = writer("key");
    byte[] content = Contents.random(30 * PART, 1);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> writing =
          threads.submit(
              () -> {
                writer.write(content, 0, content.length);
                Faults.await(ended);
                writer.write(content, 0, content.length);
                return null;
              });
      Faults.acquire(arrivals, 3);
      CountDownLatch begun = new CountDownLatch(1);
      Future<?> ending =
          threads.submit(
              () -> {
                begun.countDown();
                end.of(writer);
                ended.countDown();
                return null;
              });
      Faults.await(begun);
      assertThat(writer.isOpen()).isTrue(); // observers wait for nobody
      assertThat(writer.hasFailed()).isFalse();
      permits.release(1_000_000);
      ending.get(30, TimeUnit.SECONDS);
      assertThatThrownBy(() -> writing.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(ClosedChannelException.class);
    } finally {
      threads.shutdownNow();
    }
    assertThat(fixture.pool.lentBuffers()).isZero();
  }

  @Test
  public void anErrorWhileEncodingKeepsTheObjectFromBeingPublished() throws IOException {
    ObjectOutput output = fixture.output("key", 1);
    OutOfMemoryError error = new OutOfMemoryError("no direct memory");
    ContentEncoder encoder = new FailingEncoder(error);
    ObjectWriter writer = new ObjectWriter("key", encoder, output, (info, done) -> {});
    assertThatThrownBy(() -> writer.write(new byte[5000], 0, 5000)).isSameAs(error);
    assertThatThrownBy(writer::close)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no direct memory")
        .hasRootCause(error);
    assertThat(fixture.memory.bytes("key")).isNull();
    assertThat(fixture.memory.aborted).hasValue(1);
  }

  /** Throws an error once, and goes on as if nothing had been. */
  private static final class FailingEncoder implements ContentEncoder {
    private final Error error;

    FailingEncoder(Error error) {
      this.error = error;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      throw error;
    }

    @Override
    public void finish() {}

    @Override
    public EncodingStatistics statistics() {
      return new EncodingStatistics(0, 0, OptionalInt.empty());
    }

    @Override
    public void close() {}
  }
}
