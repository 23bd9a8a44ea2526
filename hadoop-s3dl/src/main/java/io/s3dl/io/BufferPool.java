package io.s3dl.io;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The aligned direct buffers of one file system, and the bound of their number.
 *
 * <p>Every stream has a floor that it cannot work without; {@link #take} grants it always. All that
 * makes a stream faster (read-ahead, frames and parts in flight) comes from {@link #tryTake}, which
 * refuses once {@code maxBytes} are lent. So nobody ever waits for somebody else's memory: a stream
 * that is refused waits for its own work instead, which needs no further buffer to finish. The
 * memory is bounded by {@code maxBytes} and the floors of the streams that are open.
 *
 * <p>Buffers that come back are kept for the next, all of them while others are still lent. When
 * the last comes back, what is kept beyond a reserve is left to the garbage collector: a file
 * system that nobody uses does not hold on to the memory of its busiest moment.
 *
 * <p>Safe for use by several threads. The file system that owns it closes it after its streams.
 */
public final class BufferPool implements AutoCloseable {

  /** What every buffer's address and capacity are a multiple of: enough for any disk's O_DIRECT. */
  public static final int ALIGNMENT = 4096;

  /** A pool smaller than this keeps all it has. */
  private static final long LEAST_RESERVE_BYTES = 16L << 20;

  private final long maxBytes;
  private final long reserveBytes;
  private final TreeMap<Integer, ArrayDeque<ByteBuffer>> idle = new TreeMap<>();
  private long idleBytes;
  private long lentBytes;
  private int lentBuffers;
  private boolean closed;

  /**
   * Creates a pool without buffers.
   *
   * @param maxBytes how much may be lent before {@link #tryTake} refuses, and how much is kept
   *     while buffers are lent; an eighth of it, or 16 MiB if that is more, is kept when none is
   */
  public BufferPool(long maxBytes) {
    if (maxBytes < ALIGNMENT) {
      throw new IllegalArgumentException("maxBytes must be at least " + ALIGNMENT);
    }
    this.maxBytes = maxBytes;
    this.reserveBytes = Math.min(maxBytes, Math.max(LEAST_RESERVE_BYTES, maxBytes / 8));
  }

  /** Lends a buffer of {@code size} bytes, whatever is lent already. For a stream's floor. */
  public PooledBuffer take(int size) {
    return lend(size, Long.MAX_VALUE).orElseThrow();
  }

  /** Lends a buffer of {@code size} bytes if the bound allows it. */
  public Optional<PooledBuffer> tryTake(int size) {
    return lend(size, maxBytes);
  }

  /** The bytes lent at the moment. */
  public synchronized long lentBytes() {
    return lentBytes;
  }

  /** The buffers lent at the moment; 0 when every stream is closed. */
  public synchronized int lentBuffers() {
    return lentBuffers;
  }

  /** The bytes kept for the next loans at the moment. */
  public synchronized long idleBytes() {
    return idleBytes;
  }

  /** Forgets the idle buffers; those still lent are dropped when they come back. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.clear();
    idleBytes = 0;
  }

  synchronized void giveBack(ByteBuffer memory) {
    lentBytes -= memory.capacity();
    lentBuffers--;
    if (!closed && lentBytes + idleBytes + memory.capacity() <= maxBytes) {
      idle.computeIfAbsent(memory.capacity(), size -> new ArrayDeque<>()).push(memory);
      idleBytes += memory.capacity();
    }
    if (lentBuffers == 0) {
      shrinkTo(reserveBytes);
    }
  }

  private Optional<PooledBuffer> lend(int size, long bound) {
    int capacity = capacityFor(size);
    ByteBuffer memory;
    synchronized (this) {
      if (lentBytes + capacity > bound) {
        return Optional.empty();
      }
      lentBytes += capacity;
      lentBuffers++;
      memory = takeIdle(capacity);
      if (memory == null) {
        shrinkTo(maxBytes);
      }
    }
    if (memory == null) {
      memory = allocate(capacity);
    }
    return Optional.of(new PooledBuffer(this, memory, size));
  }

  private ByteBuffer allocate(int capacity) {
    boolean done = false;
    try {
      ByteBuffer memory =
          ByteBuffer.allocateDirect(capacity + ALIGNMENT)
              .alignedSlice(ALIGNMENT)
              .slice(0, capacity);
      done = true;
      return memory;
    } finally {
      if (!done) { // OutOfMemoryError: the loan did not come about
        synchronized (this) {
          lentBytes -= capacity;
          lentBuffers--;
        }
      }
    }
  }

  private ByteBuffer takeIdle(int capacity) {
    ArrayDeque<ByteBuffer> buffers = idle.get(capacity);
    if (buffers == null) {
      return null;
    }
    ByteBuffer memory = buffers.pop();
    if (buffers.isEmpty()) {
      idle.remove(capacity);
    }
    idleBytes -= capacity;
    return memory;
  }

  /** Lets idle buffers go, the largest first, until they and those lent are within a bound. */
  private void shrinkTo(long bound) {
    while (lentBytes + idleBytes > bound && !idle.isEmpty()) {
      takeIdle(idle.lastKey());
    }
  }

  /** Rounds up so that few sizes serve all: eight steps to each doubling. */
  private static int capacityFor(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("Not a buffer size: " + size);
    }
    int step = Math.max(ALIGNMENT, Integer.highestOneBit(size) / 8);
    return Math.toIntExact((size + (long) step - 1) / step * step);
  }
}
