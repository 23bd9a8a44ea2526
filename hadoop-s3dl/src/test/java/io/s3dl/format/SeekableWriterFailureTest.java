package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.s3dl.io.BufferPool;
import io.s3dl.io.ByteSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.After;
import org.junit.Test;

public class SeekableWriterFailureTest {

  private static final int FRAME = Samples.SMALL_FRAMES.frameBytes();

  private final BufferPool buffers = new BufferPool(1 << 20);
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final CollectingSink sink = new CollectingSink();
  private final byte[] content = Samples.text(30 * FRAME + 5, 1);

  @After
  public void nothingIsLeft() {
    threads.shutdownNow();
    assertThat(buffers.lentBuffers()).isZero();
  }

  private SeekableWriter writer(ByteSink to, Executor cpu) {
    return new SeekableWriter(
        to, Samples.SMALL_FRAMES, new FrameTable(), Samples.WRITE_ID, cpu, buffers, 4);
  }

  private static ByteSink failingAfter(int writes, IOException failure) {
    int[] left = {writes};
    return bytes -> {
      if (left[0] == 0) {
        throw failure;
      }
      left[0]--;
      bytes.position(bytes.limit());
    };
  }

  @Test
  public void sinksFailureIsThrownFromThenOn() {
    for (int writes = 0; writes < 31; writes++) {
      IOException failure = new IOException("the store is gone");
      try (SeekableWriter writer = writer(failingAfter(writes, failure), threads)) {
        Throwable thrown =
            catchThrowable(
                () -> {
                  writer.write(content, 0, content.length);
                  writer.finish();
                });
        assertThat(thrown).isSameAs(failure);
        assertThatThrownBy(() -> writer.write(content, 0, 1)).isSameAs(failure);
        assertThatThrownBy(writer::finish).isSameAs(failure);
        assertThat(writer.statistics().contentBytes()).isEqualTo((long) writes * FRAME);
      }
      assertThat(buffers.lentBuffers()).isZero();
    }
  }

  @Test
  public void failureOfTheTrailerIsThrown() {
    IOException failure = new IOException("the store is gone");
    try (SeekableWriter writer = writer(failingAfter(31, failure), threads)) {
      assertThatThrownBy(
              () -> {
                writer.write(content, 0, content.length);
                writer.finish();
              })
          .isSameAs(failure);
    }
  }

  @Test
  public void uncheckedFailureOfTheSinkBecomesAnIoException() {
    ByteSink broken =
        bytes -> {
          throw new IllegalStateException("a bug");
        };
    try (SeekableWriter writer = writer(broken, threads)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> writer.write(content, 0, content.length))
          .withCauseInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  public void framesThatTheExecutorRejectsAreCompressedByTheWriter() throws IOException {
    Executor rejecting =
        task -> {
          throw new RejectedExecutionException("shut down");
        };
    try (SeekableWriter writer = writer(sink, rejecting)) {
      writer.write(content, 0, content.length);
      writer.finish();
    }
    assertThat(Samples.content(sink.bytes(), buffers)).isEqualTo(content);
  }

  @Test
  public void anErrorOfTheSinkIsThrownFromThenOnToo() {
    OutOfMemoryError error = new OutOfMemoryError("no thread");
    ByteSink broken =
        bytes -> {
          throw error;
        };
    try (SeekableWriter writer = writer(broken, threads)) {
      assertThatThrownBy(
              () -> {
                writer.write(content, 0, content.length);
                writer.finish();
              })
          .isSameAs(error);
      assertThatThrownBy(writer::finish).isInstanceOf(IOException.class).hasCause(error);
    }
  }

  @Test
  public void framesThatTheExecutorNeverRunsAreCompressedByTheWriter() throws IOException {
    try (SeekableWriter writer = writer(sink, task -> {})) {
      writer.write(content, 0, content.length);
      writer.finish();
    }
    assertThat(Samples.content(sink.bytes(), buffers)).isEqualTo(content);
  }

  @Test
  public void closeDoesNotWaitForFramesThatNobodyHasBegun() throws IOException {
    List<Runnable> later = new ArrayList<>();
    SeekableWriter writer = writer(sink, later::add);
    writer.write(content, 0, 3 * FRAME);
    writer.close();
    assertThat(buffers.lentBuffers()).isZero();
    assertThat(later).hasSize(3);
    // An executor that gets to them after all must not touch buffers that are others' by now.
    later.forEach(Runnable::run);
    writer.close();
  }

  @Test
  public void closeWithoutFinishReleasesEverything() throws IOException {
    for (int size = 0; size < 6 * FRAME; size += 1000) {
      try (SeekableWriter writer = writer(sink, threads)) {
        writer.write(content, 0, size);
      }
      assertThat(buffers.lentBuffers()).isZero();
    }
  }

  @Test
  public void interruptedWriterThrowsWithTheFlagSetAndReleasesEverything() throws IOException {
    SeekableWriter writer = writer(sink, threads);
    writer.write(content, 0, FRAME / 2);
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(InterruptedIOException.class)
          .isThrownBy(() -> writer.write(content, 0, content.length));
      assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(writer::finish);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      writer.close();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      assertThat(buffers.lentBuffers()).isZero();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  public void writerInterruptedDuringLongCompressionsStops() throws Exception {
    // A second or more of compressing, of which the interruption needs a fraction.
    byte[] slow = Samples.text(4 << 20, 1);
    FrameOptions options = new FrameOptions(19, 1 << 20);
    BufferPool pool = new BufferPool(16 << 20);
    CountDownLatch begun = new CountDownLatch(1);
    Executor cpu =
        task -> {
          begun.countDown();
          threads.execute(task);
        };
    Thread writing = Thread.currentThread();
    Future<?> interrupter =
        threads.submit(
            () -> {
              begun.await();
              writing.interrupt();
              return null;
            });
    try (SeekableWriter writer =
        new SeekableWriter(sink, options, new FrameTable(), Samples.WRITE_ID, cpu, pool, 1)) {
      assertThatExceptionOfType(InterruptedIOException.class)
          .isThrownBy(
              () -> {
                writer.write(slow, 0, slow.length);
                writer.finish();
              });
      assertThat(Thread.interrupted()).isTrue();
      assertThat(sink.bytes().length).isLessThan(2 << 20);
    } finally {
      Thread.interrupted();
    }
    interrupter.get();
    assertThat(pool.lentBuffers()).isZero();
  }
}
