package io.s3dl.stream;

import io.s3dl.io.BufferPool;
import io.s3dl.io.ByteRange;
import io.s3dl.io.ByteSink;
import io.s3dl.io.PooledBuffer;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.PartSizes;
import io.s3dl.store.Upload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * The stored bytes of one object on their way into the store, as the parts of an {@link Upload},
 * several of them at once.
 *
 * <p>One part's buffer is the floor of the stream; parts in flight need more, and where the pool
 * refuses one, the next part waits for an earlier one. The first failure, of a part or of a call,
 * of whatever kind, is thrown again from every call that follows it, as {@link WriteFailures#again}
 * makes it. For one thread at a time; whoever created it ends it with {@link #complete} or {@link
 * #abort}, which leave no buffer and no task behind.
 */
public final class ObjectOutput implements ByteSink {

  private final String name;
  private final Upload upload;
  private final PartSizes sizes;
  private final Executor io;
  private final BufferPool buffers;
  private final int maxInFlight;
  private final ArrayDeque<FutureTask<Void>> inFlight = new ArrayDeque<>();

  private PooledBuffer part;
  private int nextPart = 1;
  private long offset;
  private Throwable failure;
  private volatile boolean aborted;

  /**
   * Takes over an upload.
   *
   * @param name the object's name in messages
   * @param upload ended by this object
   * @param sizes how large its parts are
   * @param maxInFlight how many parts may be on their way at once, at least 1
   */
  public ObjectOutput(
      String name,
      Upload upload,
      PartSizes sizes,
      Executor io,
      BufferPool buffers,
      int maxInFlight) {
    this.name = name;
    this.upload = upload;
    this.sizes = sizes;
    this.io = io;
    this.buffers = buffers;
    this.maxInFlight = maxInFlight;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    guarded(() -> add(bytes));
  }

  private Void add(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      ByteBuffer room = room();
      int count = Math.min(room.remaining(), bytes.remaining());
      int at = bytes.position();
      room.put(room.position(), bytes, at, count);
      room.position(room.position() + count);
      bytes.position(at + count);
      if (!room.hasRemaining()) {
        sendPart();
      }
    }
    return null;
  }

  /**
   * Adds the first bytes of an existing object, copied inside the store as far as it can: what does
   * not fall on its copy unit is read and written.
   *
   * @param source the object to copy from, open
   * @param length how many of its first bytes
   */
  public void copyHead(ObjectReader source, long length) throws IOException {
    guarded(() -> addHead(source, length));
  }

  private Void addHead(ObjectReader source, long length) throws IOException {
    long copied = 0;
    if (part == null && offset % sizes.copyUnit() == 0) {
      copied = length - length % sizes.copyUnit();
    }
    if (copied > 0) {
      upload.copyPart(nextPart, offset, source.info().key(), new ByteRange(0, copied));
      nextPart++;
      offset += copied;
    }
    transfer(source, copied, length);
    return null;
  }

  /** Reads a range of an object and writes it. */
  private void transfer(ObjectReader source, long from, long end) throws IOException {
    try (PooledBuffer buffer = buffers.take(BufferPool.ALIGNMENT * 16)) {
      for (long position = from; position < end; ) {
        ByteBuffer bytes = buffer.bytes().clear();
        bytes.limit((int) Math.min(bytes.capacity(), end - position));
        source.readFully(position, bytes);
        position += bytes.flip().remaining();
        add(bytes);
      }
    }
  }

  /**
   * Waits for all parts and publishes the object.
   *
   * @param crc32c the CRC32C of the stored bytes, where it is known
   */
  public ObjectInfo complete(OptionalInt crc32c) throws IOException {
    return guarded(() -> sendRest(crc32c));
  }

  private ObjectInfo sendRest(OptionalInt crc32c) throws IOException {
    if (part != null && part.bytes().position() > 0) {
      sendPart();
    }
    while (!inFlight.isEmpty()) {
      awaitOldest();
    }
    releasePart();
    return upload.complete(crc32c);
  }

  /** Discards the object; parts on their way are waited for. Doing it again does nothing. */
  public void abort() {
    if (aborted) {
      return;
    }
    aborted = true;
    inFlight.forEach(Waiting::awaitEnd);
    inFlight.clear();
    releasePart();
    upload.abort();
  }

  private ByteBuffer room() throws IOException {
    while (part == null) {
      int size = Math.toIntExact(sizes.bytesOf(nextPart));
      if (inFlight.isEmpty()) {
        part = buffers.take(size);
      } else if (inFlight.size() >= maxInFlight) {
        awaitOldest();
      } else {
        part = buffers.tryTake(size).orElse(null);
        if (part == null) {
          awaitOldest();
        }
      }
    }
    return part.bytes();
  }

  private void sendPart() throws IOException {
    if (nextPart > sizes.maxParts()) {
      throw new IOException(
          name + " is too large: the store takes no more than " + sizes.maxParts() + " parts");
    }
    PooledBuffer full = part;
    part = null;
    int number = nextPart++;
    long at = offset;
    ByteBuffer bytes = full.bytes().flip();
    offset += bytes.remaining();
    FutureTask<Void> task = new FutureTask<>(() -> writePart(number, at, full));
    boolean sent = false;
    try {
      io.execute(task);
      inFlight.add(task);
      sent = true;
    } catch (RejectedExecutionException e) {
      throw new IOException("Cannot write " + name + ": its file system is closed", e);
    } finally {
      if (!sent && task.cancel(false)) { // cancelled before it began, it does not touch the part
        full.close();
      }
    }
  }

  private Void writePart(int number, long at, PooledBuffer full) throws IOException {
    try (full) {
      if (!aborted) {
        upload.part(number, at, full.bytes());
      }
    }
    return null;
  }

  private void awaitOldest() throws IOException {
    FutureTask<Void> oldest = inFlight.peek();
    try {
      Waiting.await(oldest, "writing " + name);
    } finally {
      if (oldest.isDone()) {
        inFlight.remove(oldest);
      }
    }
  }

  private <T> T guarded(Step<T> step) throws IOException {
    if (failure != null) {
      throw WriteFailures.again("Writing " + name + " has failed already: ", failure);
    }
    try {
      return step.run();
    } catch (IOException | RuntimeException | Error e) {
      failure = e; // Errors too: a part may be missing
      throw e;
    }
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private void releasePart() {
    if (part != null) {
      part.close();
      part = null;
    }
  }
}
