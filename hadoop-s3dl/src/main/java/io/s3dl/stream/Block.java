package io.s3dl.stream;

import io.s3dl.io.ByteRange;
import io.s3dl.io.PooledBuffer;
import io.s3dl.io.PositionedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A run of content in memory, or on its way there. Filled by whoever comes first: a thread of the
 * pool it was handed to, or a reader that needs it.
 *
 * <p>Has one user when it is created, and one more for each {@link #retain}. Each user closes it,
 * once; the memory goes back with the last.
 */
final class Block implements AutoCloseable {

  private final ByteRange range;
  private final PooledBuffer buffer;
  private final FutureTask<Void> task;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private final AtomicInteger users = new AtomicInteger(1);
  private volatile boolean filled;
  private volatile Thread failedBy;

  /** Takes over a buffer of exactly the range's length. */
  Block(PositionedReader source, ByteRange range, PooledBuffer buffer) {
    this.range = range;
    this.buffer = buffer;
    this.task = new FutureTask<>(() -> fill(source));
  }

  /** The unit around a position, where the source has units; else that many bytes, or the rest. */
  static ByteRange rangeAt(PositionedReader source, long position, int bytes) {
    ByteRange unit = source.unitAt(position);
    return unit.length() > 0
        ? unit
        : new ByteRange(position, Math.min(bytes, source.length() - position));
  }

  private Void fill(PositionedReader source) throws IOException {
    if (claimed.compareAndSet(false, true)) {
      try {
        source.readFully(range.offset(), buffer.bytes().clear());
        filled = true;
      } finally {
        failedBy = filled ? null : Thread.currentThread();
      }
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
    task.run();
    Waiting.await(task, doing);
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

  /** Ends one use; the last gives the memory back, after a thread that is filling it. */
  @Override
  public void close() {
    if (users.decrementAndGet() > 0) {
      return;
    }
    if (!claimed.compareAndSet(false, true)) {
      Waiting.awaitEnd(task);
    }
    buffer.close();
  }
}
