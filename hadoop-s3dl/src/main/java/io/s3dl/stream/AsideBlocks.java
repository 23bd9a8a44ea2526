package io.s3dl.stream;

import io.s3dl.io.BufferPool;
import io.s3dl.io.ByteRange;
import io.s3dl.io.PooledBuffer;
import io.s3dl.io.PositionedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;

/**
 * The blocks of the small positioned reads of one reader: so many that a few threads, or a few
 * places that are read in turn, don't take them from one another.
 *
 * <p>The first is the floor, further ones are there as far as the pool lends them, and what gets
 * none is read straight from the source. Bytes are fetched and copied without the lock, so reads of
 * different blocks are parallel, and reads of one block wait for one fetch. Safe for use by several
 * threads. {@link #close} gives back what no read uses; each read under way gives back the rest.
 */
final class AsideBlocks implements AutoCloseable {

  private static final int MOST = 4;

  private final String name;
  private final PositionedReader source;
  private final int firstBytes;
  private final BufferPool buffers;

  /** The least recently used first. Each has one user for being here. */
  private final ArrayDeque<Block> blocks = new ArrayDeque<>();

  private boolean closed;

  AsideBlocks(String name, PositionedReader source, int firstBytes, BufferPool buffers) {
    this.name = name;
    this.source = source;
    this.firstBytes = firstBytes;
    this.buffers = buffers;
  }

  /**
   * Puts bytes from {@code position} on into the destination, at least one.
   *
   * @return how many
   */
  int read(long position, ByteBuffer destination) throws IOException {
    Optional<Block> found = use(position, destination.remaining());
    if (found.isPresent()) {
      try (Block block = found.get()) {
        if (filled(block)) {
          return block.copy(position, destination);
        }
      }
    }
    int count = destination.remaining();
    source.readFully(position, destination);
    return count;
  }

  /**
   * Waits for a block; one that failed is forgotten, so that the next read tries anew.
   *
   * @return whether it is there; false if another thread failed to fetch it, perhaps because that
   *     thread was interrupted
   * @throws IOException if this thread failed to fetch it, or was interrupted
   */
  private boolean filled(Block block) throws IOException {
    try {
      block.await("reading " + name);
      return true;
    } catch (IOException e) {
      if (block.isFailedBy(Thread.currentThread()) || !block.isFailed()) {
        throw e;
      }
      return false;
    } finally {
      if (block.isFailed()) {
        forget(block);
      }
    }
  }

  /**
   * The block that covers a position, found, or begun for so many bytes from there on, so that they
   * are fetched at once; the caller closes it.
   */
  private synchronized Optional<Block> use(long position, int count) throws IOException {
    if (closed) {
      throw new IOException("The reader of " + name + " is closed");
    }
    Block block = take(position);
    if (block == null) {
      ByteRange range = Block.rangeAt(source, position, bytesAt(position, count));
      Optional<PooledBuffer> buffer = lend(Math.toIntExact(range.length()));
      if (buffer.isEmpty()) {
        return Optional.empty();
      }
      block = new Block(source, range, buffer.get());
    }
    block.retain();
    blocks.addLast(block);
    return Optional.of(block);
  }

  /** Of a source without units, a little more than is asked for: the next read may be near. */
  private int bytesAt(long position, int count) {
    return source.unitAt(position).length() > 0 ? count : Math.max(firstBytes, count);
  }

  /** Takes the block that covers a position out of the row. */
  private Block take(long position) {
    for (Iterator<Block> all = blocks.iterator(); all.hasNext(); ) {
      Block block = all.next();
      if (block.covers(position)) {
        all.remove();
        return block;
      }
    }
    return null;
  }

  /** Lends a buffer for one more block; if that may not be, in place of those not in use. */
  private Optional<PooledBuffer> lend(int size) {
    while (!blocks.isEmpty()) {
      if (blocks.size() < MOST) {
        Optional<PooledBuffer> lent = buffers.tryTake(size);
        if (lent.isPresent()) {
          return lent;
        }
      }
      if (!dropUnused()) {
        return Optional.empty();
      }
    }
    return Optional.of(buffers.take(size));
  }

  private boolean dropUnused() {
    for (Iterator<Block> all = blocks.iterator(); all.hasNext(); ) {
      Block block = all.next();
      if (!block.isShared()) {
        all.remove();
        block.close();
        return true;
      }
    }
    return false;
  }

  private synchronized void forget(Block block) {
    if (blocks.remove(block)) {
      block.close();
    }
  }

  /** Gives the blocks back; the next read fetches anew. */
  synchronized void drop() {
    blocks.forEach(Block::close);
    blocks.clear();
  }

  /** Gives the blocks back and refuses further reads. */
  @Override
  public synchronized void close() {
    closed = true;
    drop();
  }
}
