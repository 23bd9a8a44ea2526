package io.s3dl.format;

import io.s3dl.io.BufferPool;
import io.s3dl.io.ByteSink;
import io.s3dl.io.PooledBuffer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Writes content as an object of the s3dl format: frames are compressed in parallel and handed to
 * the sink in order, then index frame and seek table.
 *
 * <p>For one thread at a time, which is also the one that calls the sink. Its floor is one frame,
 * filled or being compressed; further frames are in flight as far as the pool lends buffers. The
 * first failure is what every later call throws. Closing it does not close the sink.
 */
public final class SeekableWriter implements ContentEncoder {

  private final ByteSink sink;
  private final FrameOptions options;
  private final FrameTable table;
  private final Optional<UUID> writeId;
  private final Executor cpu;
  private final BufferPool buffers;
  private final int maxInFlight;
  private final CompressionContexts contexts;
  private final FrameCompressor compressor;
  private final ArrayDeque<FrameInFlight> inFlight = new ArrayDeque<>();
  private int nextFrame;
  private PooledBuffer content;
  private IOException failure;
  private boolean finished;
  private boolean closed;
  private volatile EncodingStatistics statistics;

  /**
   * Creates a writer, which takes its first buffer at the first byte.
   *
   * @param table the frames that precede the sink's first byte in the object (an append's), or an
   *     empty one; the writer's from now on
   * @param writeId drawn at random, so that the writer knows its own write again, where a store may
   *     lose the answer to it
   * @param cpu where frames are compressed; may be the caller's thread, which also compresses what
   *     this one rejects
   * @param maxInFlight how many frames may be compressed or wait for the sink at once, at least 1
   */
  public SeekableWriter(
      ByteSink sink,
      FrameOptions options,
      FrameTable table,
      Optional<UUID> writeId,
      Executor cpu,
      BufferPool buffers,
      int maxInFlight) {
    this(sink, options, table, writeId, cpu, buffers, new CompressionContexts(maxInFlight));
  }

  /**
   * The same with contexts that others may have used.
   *
   * @param contexts of which so many can be kept as frames may be in flight; closed with the writer
   */
  public SeekableWriter(
      ByteSink sink,
      FrameOptions options,
      FrameTable table,
      Optional<UUID> writeId,
      Executor cpu,
      BufferPool buffers,
      CompressionContexts contexts) {
    this.sink = Objects.requireNonNull(sink, "sink");
    this.options = Objects.requireNonNull(options, "options");
    this.table = Objects.requireNonNull(table, "table");
    this.writeId = Objects.requireNonNull(writeId, "writeId");
    this.cpu = Objects.requireNonNull(cpu, "cpu");
    this.buffers = Objects.requireNonNull(buffers, "buffers");
    this.contexts = Objects.requireNonNull(contexts, "contexts");
    this.maxInFlight = contexts.maxInFlight();
    this.compressor = new FrameCompressor(options.level(), contexts);
    this.nextFrame = table.entryCount();
    noteStatistics(0);
  }

  /**
   * Takes the next content.
   *
   * @throws InterruptedIOException if the thread is interrupted while it waits, with the
   *     interruption flag set
   */
  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    guarded(() -> fill(source, offset, length));
  }

  @Override
  public void finish() throws IOException {
    guarded(
        () -> {
          if (content != null) {
            submit();
          }
          while (!inFlight.isEmpty()) {
            drainHead();
          }
          noteStatistics(table.writeTrailer(sink, options.level(), writeId));
          finished = true;
        });
  }

  /**
   * The index of the object as a reader will find it.
   *
   * @throws IllegalStateException before {@link #finish}
   */
  public FrameIndex index() {
    if (!finished) {
      throw new IllegalStateException("Not finished");
    }
    return table.toIndex(options.level(), writeId);
  }

  /** Includes the frames that the table held at the beginning and, at the end, the trailer. */
  @Override
  public EncodingStatistics statistics() {
    return statistics;
  }

  @Override
  public void close() {
    closed = true;
    while (!inFlight.isEmpty()) {
      inFlight.remove().close();
    }
    if (content != null) {
      content.close();
      content = null;
    }
    contexts.close();
  }

  private void fill(byte[] source, int offset, int length) throws IOException {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (content == null) {
        content = lend(options.frameBytesAt(nextFrame));
      }
      ByteBuffer room = content.bytes();
      int count = Math.min(room.remaining(), end - at);
      room.put(source, at, count);
      at += count;
      if (!room.hasRemaining()) {
        submit();
      }
    }
  }

  /** Has the filled buffer compressed. */
  private void submit() throws IOException {
    while (inFlight.size() >= maxInFlight) {
      drainHead();
    }
    int contentBytes = content.bytes().position();
    PooledBuffer output = lend(FrameCompressor.outputBytes(contentBytes));
    FrameInFlight frame = new FrameInFlight(compressor, content, contentBytes, output);
    content = null;
    nextFrame++;
    inFlight.add(frame);
    try {
      cpu.execute(frame);
    } catch (RejectedExecutionException e) {
      frame.run(); // the file system is closed, which the sink can say of what it is part of
    }
    while (!inFlight.isEmpty() && inFlight.element().isDone()) {
      drainHead();
    }
  }

  /**
   * Lends a buffer within the bound of the pool; refused, waits for own frames instead; when none
   * is left, the buffer belongs to the floor.
   */
  private PooledBuffer lend(int size) throws IOException {
    while (!inFlight.isEmpty()) {
      Optional<PooledBuffer> lent = buffers.tryTake(size);
      if (lent.isPresent()) {
        return lent.get();
      }
      drainHead();
    }
    return buffers.take(size);
  }

  /** Waits for the oldest frame and hands it to the sink. */
  private void drainHead() throws IOException {
    try (FrameInFlight head = inFlight.element()) {
      FrameCompressor.Result result = head.await();
      sink.write(head.stored());
      table.add(result.storedBytes(), result.contentBytes(), result.crc32c());
      noteStatistics(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("Interrupted while waiting for a frame to be compressed");
      interrupted.initCause(e);
      throw interrupted;
    } finally {
      inFlight.remove();
    }
  }

  private void noteStatistics(long trailerBytes) {
    statistics =
        new EncodingStatistics(
            table.contentBytes(),
            table.storedBytes() + trailerBytes,
            OptionalInt.of(table.crc32c()));
  }

  private void guarded(Step step) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (closed || finished) {
      throw new IllegalStateException(closed ? "The writer is closed" : "Already finished");
    }
    try {
      step.run();
    } catch (IOException e) {
      failure = e;
      throw e;
    } catch (RuntimeException e) {
      failure = new IOException("Error writing frames: " + e.getMessage(), e);
      throw failure;
    } catch (Error e) {
      failure = new IOException("Error writing frames: " + e, e);
      throw e;
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}
