package io.s3dl.stream;

import io.s3dl.io.BufferPool;
import io.s3dl.io.ByteRange;
import io.s3dl.io.PooledBuffer;
import io.s3dl.io.PositionedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads content as a stream with a position, and at positions beside it.
 *
 * <p>Reads that follow one another grow the blocks and the read-ahead, up to their bounds or the
 * pool's; a jump ends it. One block of the first size is the stream's floor, and one that of
 * positioned reads, which have {@linkplain AsideBlocks a few of their own}, so that they don't
 * disturb the stream; large ones have none. Positioned reads run in parallel, with one another and
 * with the stream. Safe for use by several threads; whoever created it closes it, and it closes its
 * source. It does not wait for reads that are under way then: those of the read-ahead are
 * interrupted, those of other threads fail, and both give their memory back when they end.
 */
public final class ContentReader implements Closeable {

  /** From this size on a positioned read goes to the source directly. */
  private static final int LARGE_READ = 256 << 10;

  private final String name;
  private final PositionedReader source;
  private final ReadOptions options;
  private final Executor io;
  private final BufferPool buffers;
  private final Recorded recorded;

  /** Null until the first bytes have come. */
  private Optional<WholeRead> check;

  private final ArrayDeque<Block> ahead = new ArrayDeque<>();

  private final AsideBlocks aside;

  /** Held by who uses the stream. Not a monitor, so that nobody waits for it in order to close. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Changed under the lock; positioned reads look at it without. */
  private volatile Block current;

  private long position;
  private int streak;

  /** What was fetched last by sequential reads; 0 after a jump. */
  private long lastBytes;

  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Takes over a source.
   *
   * @param name the object's name in messages
   * @param recorded what the whole content is checked against, if it is read whole and the source
   *     does not check it by itself
   */
  public ContentReader(
      String name,
      PositionedReader source,
      Recorded recorded,
      ReadOptions options,
      Executor io,
      BufferPool buffers) {
    this.name = name;
    this.source = source;
    this.options = options;
    this.io = io;
    this.buffers = buffers;
    this.aside = new AsideBlocks(name, source, options.firstBytes(), buffers);
    this.recorded = recorded;
  }

  /** What is recorded of the whole content; asked for when some of it has come. */
  @FunctionalInterface
  public interface Recorded {

    /** The content's CRC32C, if it is recorded. */
    OptionalInt crc32c() throws IOException;
  }

  /** The content's length. */
  public long length() {
    return source.length();
  }

  /** Where the next read begins. */
  public long position() {
    lock.lock();
    try {
      return position;
    } finally {
      leave();
    }
  }

  /** Moves the stream; nothing is read until the next read. */
  public void seek(long newPosition) {
    lock.lock();
    try {
      position = newPosition;
    } finally {
      leave();
    }
  }

  /** Reads one byte at the stream's position, 0 to 255; −1 at the end. */
  public int read() throws IOException {
    lock.lock();
    try {
      return next();
    } finally {
      leave();
    }
  }

  private int next() throws IOException {
    checkOpen();
    if (position >= length()) {
      return -1;
    }
    byte found = blockFor(position).get(position);
    Optional<WholeRead> whole = check();
    if (whole.isPresent()) {
      whole.get().pass(position, found, name);
    }
    position++;
    return found & 0xff;
  }

  /**
   * Reads at the stream's position, at least one byte.
   *
   * @return how many bytes, −1 at the end
   */
  public int read(ByteBuffer destination) throws IOException {
    lock.lock();
    try {
      return next(destination);
    } finally {
      leave();
    }
  }

  private int next(ByteBuffer destination) throws IOException {
    checkOpen();
    if (!destination.hasRemaining()) {
      return 0;
    }
    if (position >= length()) {
      return -1;
    }
    int start = destination.position();
    int count = blockFor(position).copy(position, destination);
    Optional<WholeRead> whole = check();
    if (whole.isPresent()) {
      whole.get().pass(position, destination.duplicate().flip().position(start), name);
    }
    position += count;
    return count;
  }

  /**
   * Fills a buffer from any position, without moving the stream.
   *
   * @throws EOFException if fewer bytes are left
   */
  public void readFully(long from, ByteBuffer destination) throws IOException {
    if (destination.remaining() > length() - from) {
      throw new EOFException(
          String.format(
              "%s ends at %d: cannot read %d bytes at %d",
              name, length(), destination.remaining(), from));
    }
    checkOpen();
    if (destination.remaining() >= LARGE_READ) {
      readLarge(from, destination);
      return;
    }
    long at = from;
    while (destination.hasRemaining()) {
      int count = readFromStream(at, destination);
      at += count > 0 ? count : aside.read(at, destination);
    }
  }

  /** Reads around the blocks; what is all of the content can be checked. */
  private void readLarge(long from, ByteBuffer destination) throws IOException {
    int start = destination.position();
    source.readFully(from, destination);
    if (destination.position() - start == length()) {
      Optional<WholeRead> whole = newCheck();
      if (whole.isPresent()) {
        whole.get().passAll(destination.duplicate().flip().position(start), name);
      }
    }
  }

  private Optional<WholeRead> check() throws IOException {
    if (check == null) {
      check = newCheck();
    }
    return check;
  }

  private Optional<WholeRead> newCheck() throws IOException {
    OptionalInt crc32c = recorded.crc32c();
    return crc32c.isPresent()
        ? Optional.of(new WholeRead(crc32c.getAsInt(), length()))
        : Optional.empty();
  }

  /** Copies from the stream's block if it covers the position and is there; never waits. */
  private int readFromStream(long from, ByteBuffer destination) {
    Block block = current;
    if (block == null || !block.covers(from) || !block.isFilled() || !block.retain()) {
      return 0;
    }
    try (block) {
      return block.copy(from, destination);
    }
  }

  /** Gives all memory back, that of a read under way when it ends. The next read fetches anew. */
  public void unbuffer() {
    lock.lock();
    try {
      drop();
    } finally {
      leave();
    }
  }

  private void drop() {
    dropAhead();
    current = dropped(current);
    aside.drop();
    restart();
  }

  private void restart() {
    streak = 0;
    lastBytes = 0;
  }

  /** Ends the stream, also under a thread that reads. Closing again does nothing. */
  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    Block awaited = current;
    if (awaited != null) {
      awaited.interrupt();
    }
    try {
      source.close(); // now, so that a thread that reads gives way
    } finally {
      release();
    }
  }

  /** Lets others at the stream; if it has been closed meanwhile, its memory goes back now. */
  private void leave() {
    lock.unlock();
    if (closed.get()) {
      release();
    }
  }

  /** Gives the memory back, unless a thread is at the stream, which then does it on leaving. */
  private void release() {
    if (!lock.tryLock()) {
      return;
    }
    try {
      drop();
      aside.close();
    } finally {
      lock.unlock();
    }
  }

  private void checkOpen() throws IOException {
    if (closed.get()) {
      throw new IOException("The reader of " + name + " is closed");
    }
  }

  private Block blockFor(long from) throws IOException {
    if (current != null && current.covers(from) && current.isFilled()) {
      return current;
    }
    boolean follows = current == null ? from == 0 : from == current.range().end();
    current = dropped(current);
    while (!ahead.isEmpty() && !ahead.peek().covers(from)) {
      abandon(ahead.poll());
    }
    if (ahead.isEmpty()) {
      if (!follows) {
        restart();
      }
      current = fetch(from, options.policy() == ReadPolicy.SEQUENTIAL || streak > 0);
    } else {
      current = ahead.poll();
    }
    streak++;
    readAhead();
    return awaited(current);
  }

  /**
   * Waits for the current block; one that failed is forgotten, so that the next read tries anew.
   */
  private Block awaited(Block block) throws IOException {
    if (closed.get()) {
      block.interrupt(); // close() may have come before this block was the current one
    }
    boolean there = false;
    try {
      block.await("reading " + name);
      there = true;
      return block;
    } finally {
      if (!there) {
        dropAhead();
        current = dropped(current);
      }
    }
  }

  /** A block for the next read: as large as it deserves and the pool allows, or the floor. */
  private Block fetch(long from, boolean sequential) {
    if (!sequential) {
      ByteRange range = Block.rangeAt(source, from, firstBytesAt(from));
      return new Block(source, range, buffers.take(Math.toIntExact(range.length())));
    }
    for (int wanted = nextBytes(); wanted > options.blockBytes(); wanted /= 2) {
      Optional<Block> block = tryBlock(sequentialRange(from, wanted));
      if (block.isPresent()) {
        return block.get();
      }
    }
    ByteRange range = sequentialRange(from, options.blockBytes());
    lastBytes = range.length();
    return new Block(source, range, buffers.take(Math.toIntExact(range.length())));
  }

  private int firstBytesAt(long from) {
    return source.unitAt(from).length() > 0 ? 1 : options.firstBytes();
  }

  private Optional<Block> tryBlock(ByteRange range) {
    Optional<PooledBuffer> buffer = buffers.tryTake(Math.toIntExact(range.length()));
    if (buffer.isPresent()) {
      lastBytes = range.length();
    }
    return buffer.map(lent -> new Block(source, range, lent));
  }

  /** How much the next sequential read fetches: twice as much as the one before. */
  private int nextBytes() {
    return (int) Math.max(options.blockBytes(), Math.min(options.largestBytes(), 2 * lastBytes));
  }

  private void readAhead() {
    int depth =
        switch (options.policy()) {
          case RANDOM -> 0;
          case SEQUENTIAL -> options.maxAhead();
          case ADAPTIVE ->
              streak < 2 ? 0 : Math.min(options.maxAhead(), 1 << Math.min(streak - 2, 16));
        };
    long next = ahead.isEmpty() ? current.range().end() : ahead.getLast().range().end();
    while (ahead.size() < depth && next < length()) {
      Optional<Block> lent = tryBlock(sequentialRange(next, nextBytes()));
      if (lent.isEmpty()) {
        return;
      }
      Block block = lent.get();
      ahead.add(block);
      try {
        block.fillOn(io);
      } catch (RejectedExecutionException e) {
        ahead.remove(block);
        block.close(); // the file system is closing; this stream reads on by itself
        return;
      }
      next = block.range().end();
    }
  }

  /** Whole units that are no more than so many bytes together, at least one; or the bytes. */
  private ByteRange sequentialRange(long from, int wanted) {
    ByteRange unit = source.unitAt(from);
    if (unit.length() == 0) {
      return Block.rangeAt(source, from, wanted);
    }
    long end = unit.end();
    while (end < length()) {
      long following = source.unitAt(end).end();
      if (following - unit.offset() > wanted) {
        break;
      }
      end = following;
    }
    return new ByteRange(unit.offset(), end - unit.offset());
  }

  private void dropAhead() {
    ahead.forEach(this::abandon);
    ahead.clear();
  }

  /**
   * What nobody will read is not fetched to its end, where that takes long: there, reads grow. On a
   * local disk it does not, and an interrupt closes the file, which others may have deleted.
   */
  private void abandon(Block block) {
    if (closed.get() || options.largestBytes() > options.blockBytes()) {
      block.interrupt();
    }
    block.close();
  }

  private static Block dropped(Block block) {
    if (block != null) {
      block.close();
    }
    return null;
  }
}
