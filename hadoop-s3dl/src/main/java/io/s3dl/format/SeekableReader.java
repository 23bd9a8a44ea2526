package io.s3dl.format;

import io.s3dl.io.BufferPool;
import io.s3dl.io.ByteRange;
import io.s3dl.io.PooledBuffer;
import io.s3dl.io.PositionedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * The content of an s3dl object, over its stored bytes. Every frame is verified before a byte of it
 * counts as read. Decodes straight into direct destinations that take whole frames.
 *
 * <p>A read's floor is one stored frame and one frame of content; it reads several frames at once
 * as far as the pool lends buffers.
 */
public final class SeekableReader implements PositionedReader {

  private final PositionedReader stored;
  private final FrameIndex index;
  private final String name;
  private final BufferPool buffers;
  private final FrameDecoder decoder;
  private volatile boolean closed;

  private SeekableReader(
      PositionedReader stored, FrameIndex index, String name, BufferPool buffers) {
    this.stored = Objects.requireNonNull(stored, "stored");
    this.index = Objects.requireNonNull(index, "index");
    this.name = Objects.requireNonNull(name, "name");
    this.buffers = Objects.requireNonNull(buffers, "buffers");
    this.decoder = new FrameDecoder(name);
  }

  /**
   * Reads the object's tail, and so a small object whole.
   *
   * @param stored the reader's from now on, except if this method fails
   * @param name what errors call the object
   * @throws ObjectFormatException if the object is corrupt, foreign or unsupported
   */
  public static SeekableReader open(PositionedReader stored, String name, BufferPool buffers)
      throws IOException {
    return open(stored, FrameIndex.likelyTailBytes(stored.length()), name, buffers);
  }

  /**
   * The same.
   *
   * @param firstBytes how many of the object's last bytes to read first, because they cost nothing;
   *     at least 17 or the whole object
   */
  public static SeekableReader open(
      PositionedReader stored, int firstBytes, String name, BufferPool buffers) throws IOException {
    ObjectTail tail = ObjectTail.read(stored, firstBytes, name);
    return of(HeldObject.wherePossible(tail, stored), tail.index(), name, buffers);
  }

  /** Reads nothing: the index is known already, and is that of this very object. */
  public static SeekableReader of(
      PositionedReader stored, FrameIndex index, String name, BufferPool buffers) {
    return new SeekableReader(stored, index, name, buffers);
  }

  /** The object's index. */
  public FrameIndex index() {
    return index;
  }

  @Override
  public long length() {
    return index.length();
  }

  /** The content of the frame that holds {@code position}. */
  @Override
  public ByteRange unitAt(long position) {
    Frame frame = index.frameAt(position);
    return new ByteRange(frame.contentOffset(), frame.contentBytes());
  }

  /**
   * {@inheritDoc}
   *
   * @throws CorruptObjectException if a frame fails its verification; what the destination then
   *     holds must not be used
   */
  @Override
  public void readFully(long position, ByteBuffer destination) throws IOException {
    if (closed) {
      throw new IOException("The reader is closed: " + name);
    }
    if (position < 0) {
      throw new IllegalArgumentException("Negative position " + position + ": " + name);
    }
    if (destination.remaining() > length() - position) {
      throw new EOFException(
          "Read of "
              + destination.remaining()
              + " bytes at "
              + position
              + " beyond the "
              + length()
              + " bytes of "
              + name);
    }
    long at = position;
    while (destination.hasRemaining()) {
      at += readRun(at, destination);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    decoder.close();
    stored.close();
  }

  /** Reads what one stored read yields; the bytes of content put into the destination. */
  private long readRun(long position, ByteBuffer destination) throws IOException {
    Frame first = index.frameAt(position);
    FrameRun run = FrameRun.from(index, first, position + destination.remaining());
    if (run.frames() > 1) {
      Optional<PooledBuffer> lent = buffers.tryTake(run.storedBytes());
      if (lent.isPresent()) {
        return readRun(run, lent.get(), position, destination);
      }
    }
    PooledBuffer floor = buffers.take(first.storedBytes());
    return readRun(FrameRun.single(first), floor, position, destination);
  }

  private long readRun(FrameRun run, PooledBuffer piece, long position, ByteBuffer destination)
      throws IOException {
    long at = position;
    try (piece) {
      stored.readFully(run.first().offset(), piece.bytes());
      for (int entry = run.first().number(); entry <= run.last().number(); entry++) {
        Frame frame = index.frame(entry);
        if (frame.contentBytes() > 0) {
          ByteBuffer bytes = piece.bytes().slice(run.startOf(frame), frame.storedBytes());
          at += decode(frame, bytes, (int) (at - frame.contentOffset()), destination);
        }
      }
    }
    return at - position;
  }

  /** Puts a frame's content from {@code skipped} on into the destination, as far as it fits. */
  private int decode(Frame frame, ByteBuffer bytes, int skipped, ByteBuffer destination)
      throws IOException {
    int count = Math.min(frame.contentBytes() - skipped, destination.remaining());
    if (count == frame.contentBytes() && destination.isDirect()) {
      decoder.decode(frame, bytes, destination.slice(destination.position(), count));
      destination.position(destination.position() + count);
      return count;
    }
    try (PooledBuffer content = buffers.take(frame.contentBytes())) {
      decoder.decode(frame, bytes, content.bytes());
      destination.put(content.bytes().slice(skipped, count));
    }
    return count;
  }
}
