package io.s3dl.stream;

import io.s3dl.io.ByteRange;
import io.s3dl.io.PooledBuffer;
import io.s3dl.io.PositionedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A run of content in memory, or on its way there. Filled by whoever comes first: a thread of the
 * pool it was handed to, or a reader that needs it.
 *
 * <p>Has one user when it is created, and one more for each {@link #retain}. Each user closes it,
 * once; the memory goes back with the last. A thread that fills the block is a user meanwhile, so
 * nobody waits for it in order to close.
 */
final class Block implements AutoCloseable {

  private final ByteRange range;
  private final PooledBuffer buffer;
  private final StreamTask task;
  private final AtomicInteger users = new AtomicInteger(1);
  private volatile boolean filled;
  private volatile Thread failedBy;

  /** Takes over a buffer of exactly the range's length. */
  Block(PositionedReader source, ByteRange range, PooledBuffer buffer) {
    this.range = range;
    this.buffer = buffer;
    this.task = new StreamTask(() -> fill(source));
  }

  /**
   * The units around so many bytes from a position on, where the source has units; else these
   * bytes, or the rest.
   */
  static ByteRange rangeAt(PositionedReader source, long position, int bytes) {
    long end = position + Math.min(bytes, source.length() - position);
    ByteRange first = source.unitAt(position);
    if (first.length() == 0) {
      return new ByteRange(position, end - position);
    }
    long unitsEnd = first.end();
    while (unitsEnd < end) {
      unitsEnd = source.unitAt(unitsEnd).end();
    }
    return new ByteRange(first.offset(), unitsEnd - first.offset());
  }

  private Void fill(PositionedReader source) throws IOException {
    if (!retain()) {
      return null; // nobody wants the bytes any more
    }
    try {
      source.readFully(range.offset(), buffer.bytes().clear());
      filled = true;
    } finally {
      failedBy = filled ? null : Thread.currentThread();
      close();
    }
    return null;
  }

  ByteRange range() {
    return range;
  }

  boolean covers(long position) {
    return position >= range.offset() && position < range.end();
  }

  /** Has the block filled by another thread, in time. */
  void fillOn(Executor executor) {
    executor.execute(task);
  }

  /** Fills the block in this thread, or waits for the thread that does. */
  void await(String doing) throws IOException {
    task.runHere();
    Waiting.await(task.result(), doing);
  }

  /** Whether the bytes are there, so that nothing waits. */
  boolean isFilled() {
    return filled;
  }

  /** Whether a thread tried to fill the block and failed. */
  boolean isFailed() {
    return failedBy != null;
  }

  /** Whether it was this thread. */
  boolean isFailedBy(Thread thread) {
    return failedBy == thread;
  }

  /** Adds a user, unless the last has gone already. */
  boolean retain() {
    for (int now = users.get(); now > 0; now = users.get()) {
      if (users.compareAndSet(now, now + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is more than one user. */
  boolean isShared() {
    return users.get() > 1;
  }

  /** The byte at a position that the block covers. */
  byte get(long position) {
    return buffer.bytes().get((int) (position - range.offset()));
  }

  /** Copies bytes from {@code position} on, as many as there are here and fit there. */
  int copy(long position, ByteBuffer destination) {
    int from = Math.toIntExact(position - range.offset());
    int count = (int) Math.min(destination.remaining(), range.end() - position);
    destination.put(destination.position(), buffer.bytes(), from, count);
    destination.position(destination.position() + count);
    return count;
  }

  /** Interrupts a thread of the pool that is filling the block, of which nobody needs the bytes. */
  void interrupt() {
    task.interrupt();
  }

  /** Ends one use; the last gives the memory back. */
  @Override
  public void close() {
    if (users.decrementAndGet() == 0) {
      buffer.close();
    }
  }
}
