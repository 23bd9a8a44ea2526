package io.s3dl.io;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A direct buffer on loan from a {@link BufferPool}. Whoever holds it closes it, once it is certain
 * that no thread touches the bytes any more; closing again does nothing.
 */
public final class PooledBuffer implements AutoCloseable {

  private final BufferPool pool;
  private final ByteBuffer memory;
  private final ByteBuffer bytes;
  private final AtomicBoolean returned = new AtomicBoolean();

  PooledBuffer(BufferPool pool, ByteBuffer memory, int size) {
    this.pool = pool;
    this.memory = memory;
    this.bytes = memory.slice(0, size);
  }

  /**
   * The bytes: a direct buffer of exactly the size that was asked for, whose address is a multiple
   * of {@link BufferPool#ALIGNMENT}, always the same object.
   */
  public ByteBuffer bytes() {
    return bytes;
  }

  /** The room there really is, a multiple of {@link BufferPool#ALIGNMENT}. */
  public int capacity() {
    return memory.capacity();
  }

  /** The same memory with all of its {@link #capacity()}, for padding behind the bytes. */
  public ByteBuffer memory() {
    return memory.duplicate().clear();
  }

  @Override
  public void close() {
    if (returned.compareAndSet(false, true)) {
      pool.giveBack(memory);
    }
  }
}
