package io.s3dl.stream;

import io.s3dl.io.BufferPool;
import io.s3dl.io.ByteRange;
import io.s3dl.io.PooledBuffer;
import io.s3dl.io.PositionedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Reads many ranges of one source in parallel. Ranges that lie close together, or in one unit of
 * the source, are read together, where the pool has the room; a range that stands alone is read
 * straight into the caller's buffer.
 *
 * <p>Safe for use by several threads; owns nothing.
 */
public final class VectoredReader {

  private final String name;
  private final PositionedReader source;
  private final Executor io;
  private final BufferPool buffers;
  private final int gapBytes;
  private final int mergedBytes;

  /**
   * Creates a reader.
   *
   * @param gapBytes ranges that are no further apart than this are read together
   * @param mergedBytes but never more than this at once
   */
  public VectoredReader(
      String name,
      PositionedReader source,
      Executor io,
      BufferPool buffers,
      int gapBytes,
      int mergedBytes) {
    this.name = name;
    this.source = source;
    this.io = io;
    this.buffers = buffers;
    this.gapBytes = gapBytes;
    this.mergedBytes = mergedBytes;
  }

  /** Ranges that are no further apart than this are read together. */
  public int gapBytes() {
    return gapBytes;
  }

  /** The most that is read together. */
  public int mergedBytes() {
    return mergedBytes;
  }

  /**
   * Begins to read; returns at once. Every result is completed, with bytes or with a failure.
   *
   * @param reads the ranges, each within the source's length
   * @param allocate the caller's buffers, asked for by any thread
   * @param release takes back a buffer that was allocated and then not needed
   */
  public void read(
      List<VectoredRead> reads, IntFunction<ByteBuffer> allocate, Consumer<ByteBuffer> release) {
    for (List<VectoredRead> group : groups(reads)) {
      try {
        io.execute(() -> readGroup(group, allocate, release));
      } catch (RejectedExecutionException e) {
        IOException closed =
            new IOException("Cannot read " + name + ": its file system is closed", e);
        group.forEach(read -> read.result().completeExceptionally(closed));
      }
    }
  }

  /** Puts ranges together that are cheaper read together. */
  List<List<VectoredRead>> groups(List<VectoredRead> reads) {
    List<VectoredRead> sorted = new ArrayList<>(reads);
    sorted.sort(Comparator.comparingLong(read -> read.range().offset()));
    List<List<VectoredRead>> groups = new ArrayList<>();
    List<VectoredRead> group = new ArrayList<>();
    for (VectoredRead read : sorted) {
      if (!group.isEmpty() && !belongs(span(group), read.range())) {
        groups.add(group);
        group = new ArrayList<>();
      }
      group.add(read);
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }

  private boolean belongs(ByteRange span, ByteRange next) {
    long end = Math.max(span.end(), next.end());
    if (end - span.offset() > mergedBytes) {
      return false;
    }
    return next.offset() - span.end() <= gapBytes || sameUnit(span.end() - 1, next.offset());
  }

  private boolean sameUnit(long last, long next) {
    return last >= 0 && next < source.length() && source.unitAt(last).end() > next;
  }

  private static ByteRange span(List<VectoredRead> group) {
    long start = group.get(0).range().offset();
    long end = start;
    for (VectoredRead read : group) {
      end = Math.max(end, read.range().end());
    }
    return new ByteRange(start, end - start);
  }

  private void readGroup(
      List<VectoredRead> group, IntFunction<ByteBuffer> allocate, Consumer<ByteBuffer> release) {
    ByteRange span = span(group);
    Optional<PooledBuffer> merged = Optional.empty();
    try {
      if (group.size() > 1 && span.length() > 0) {
        merged = buffers.tryTake(Math.toIntExact(span.length()));
      }
      if (merged.isPresent()) {
        source.readFully(span.offset(), merged.get().bytes().clear());
      }
      for (VectoredRead read : group) {
        ByteBuffer bytes = merged.map(PooledBuffer::bytes).orElse(null);
        complete(read, bytes, span.offset(), allocate, release);
      }
    } catch (IOException | RuntimeException | Error e) {
      // Errors too: a result that is never completed would hang its caller.
      group.forEach(read -> read.result().completeExceptionally(e));
    } finally {
      merged.ifPresent(PooledBuffer::close);
    }
  }

  private void complete(
      VectoredRead read,
      ByteBuffer merged,
      long mergedOffset,
      IntFunction<ByteBuffer> allocate,
      Consumer<ByteBuffer> release)
      throws IOException {
    int length = Math.toIntExact(read.range().length());
    ByteBuffer bytes = allocate.apply(length);
    int start = bytes.position();
    boolean done = false;
    try {
      if (merged == null) {
        source.readFully(read.range().offset(), bytes.limit(start + length));
      } else {
        int from = Math.toIntExact(read.range().offset() - mergedOffset);
        bytes.put(merged.slice(from, length));
      }
      bytes.limit(start + length).position(start);
      done = true;
    } finally {
      if (!done) {
        release.accept(bytes);
      }
    }
    if (!read.result().complete(bytes)) {
      release.accept(bytes); // the caller has cancelled the range
    }
  }
}
