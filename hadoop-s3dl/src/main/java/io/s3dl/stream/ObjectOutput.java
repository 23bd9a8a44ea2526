package io.s3dl.stream;

import io.s3dl.io.BufferPool;
import io.s3dl.io.ByteRange;
import io.s3dl.io.ByteSink;
import io.s3dl.io.PooledBuffer;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.Upload;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * The stored bytes of one object on their way into the store: put there at once if they fit one
 * part, else as the parts of an {@link Upload}, several of them at once.
 *
 * <p>A small buffer is the floor of the stream, or a whole part where parts are not larger. It
 * grows with what is written as far as the pool lends memory, and parts in flight need more. Where
 * the pool refuses, the stream waits for its own parts; if it has none on their way, the part goes
 * on on disk, or, where there is none for it, is granted. So a slow store makes its writers wait:
 * what they have in memory and on disk is bounded by the pool and by the parts in flight.
 *
 * <p>The first failure, of a part or of a call, of whatever kind, is thrown again from every call
 * that follows it, as {@link WriteFailures#again} makes it. For one thread at a time; whoever
 * created it ends it with {@link #complete} or {@link #abort}, which leave no buffer, file or task
 * behind.
 */
public final class ObjectOutput implements ByteSink {

  /** Parts up to this size have their buffer at once. */
  private static final int WHOLE_BYTES = 1 << 20;

  /** The buffer in which a larger part begins. */
  private static final int FIRST_BYTES = 256 << 10;

  /** By how much the buffer grows; what it holds is copied then. */
  private static final int GROWTH = 4;

  private final String name;
  private final Upload upload;
  private final OutputOptions options;
  private final Executor io;
  private final BufferPool buffers;
  private final ArrayDeque<StreamTask> inFlight = new ArrayDeque<>();

  private PartInMaking part;
  private int nextPart = 1;
  private long offset;
  private Throwable failure;
  private volatile boolean aborted;

  /**
   * Takes over an upload.
   *
   * @param name the object's name in messages
   * @param upload ended by this object
   * @param io sends parts; what it is given waits for the store only
   */
  public ObjectOutput(
      String name, Upload upload, OutputOptions options, Executor io, BufferPool buffers) {
    this.name = name;
    this.upload = upload;
    this.options = options;
    this.io = io;
    this.buffers = buffers;
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
      if (nextPart > 1 && part.isFull()) { // the first waits, it may be all there is
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
    int unit = options.sizes().copyUnit();
    long copied = part == null && offset % unit == 0 ? length - length % unit : 0;
    if (copied > 0) {
      upload.copyPart(nextPart, offset, source.info(), new ByteRange(0, copied));
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
   * Waits for all parts and publishes the object, with one request if it is one part.
   *
   * @param written what is known of the stored bytes
   */
  public ObjectInfo complete(WrittenBytes written) throws IOException {
    return guarded(() -> sendRest(written));
  }

  private ObjectInfo sendRest(WrittenBytes written) throws IOException {
    if (nextPart == 1) {
      return put(written);
    }
    if (part != null) {
      sendPart();
    }
    while (!inFlight.isEmpty()) {
      awaitOldest();
    }
    return upload.complete(written);
  }

  private ObjectInfo put(WrittenBytes written) throws IOException {
    if (io instanceof ExecutorService pool && pool.isShutdown()) {
      throw closed(null);
    }
    if (part == null) {
      return upload.put(ByteBuffer.allocateDirect(0), written);
    }
    try (PartInMaking all = taken()) {
      all.end();
      return all.put(upload, written);
    }
  }

  /** Discards the object; parts on their way are interrupted. Doing it again does nothing. */
  public void abort() {
    if (aborted) {
      return;
    }
    aborted = true;
    inFlight.forEach(StreamTask::interrupt);
    for (StreamTask task : inFlight) {
      task.runHere(); // one that nobody has begun sends nothing now
      Waiting.awaitEnd(task.result());
    }
    inFlight.clear();
    if (part != null) {
      discard(taken());
    }
    upload.abort();
  }

  private PartInMaking taken() {
    PartInMaking taken = part;
    part = null;
    return taken;
  }

  /** Gives back what a part holds; its file has no name, and is gone even if that fails. */
  private static void discard(PartInMaking part) {
    try {
      part.close();
    } catch (IOException e) {
      return;
    }
  }

  /** Room for at least one byte, in the part that is being filled or in the next. */
  private ByteBuffer room() throws IOException {
    if (part != null && part.isFull()) {
      sendPart();
    }
    if (part == null) {
      part = begin();
    }
    if (!part.room().hasRemaining()) {
      enlarge();
    }
    return part.room();
  }

  private PartInMaking begin() throws IOException {
    if (nextPart > options.sizes().maxParts()) {
      throw new IOException(
          name
              + " is too large: the store takes no more than "
              + options.sizes().maxParts()
              + " parts");
    }
    while (inFlight.size() >= options.maxInFlight()) {
      awaitOldest();
    }
    long size = options.sizes().bytesOf(nextPart);
    if (size <= WHOLE_BYTES) {
      int whole = (int) size;
      return new PartInMaking(size, lend(whole).orElseGet(() -> buffers.take(whole)));
    }
    // A stream that has filled a part is a large one, and will probably fill the next.
    int likely = nextPart > 1 && options.fitsMemory(size) ? (int) size : FIRST_BYTES;
    return new PartInMaking(size, lend(likely).orElseGet(() -> buffers.take(FIRST_BYTES)));
  }

  /** Makes room in a part whose buffer is full. */
  private void enlarge() throws IOException {
    if (!part.isSpilled() && options.fitsMemory(part.size())) {
      int larger = (int) Math.min(part.size(), (long) GROWTH * part.room().capacity());
      Optional<PooledBuffer> lent = lend(larger);
      if (lent.isEmpty() && options.spilling().isEmpty()) {
        lent = Optional.of(buffers.take(larger));
      }
      if (lent.isPresent()) {
        part.moveTo(lent.get());
        return;
      }
    }
    OutputOptions.Spilling spilling =
        options
            .spilling()
            .orElseThrow(
                () ->
                    new IOException(
                        "Cannot write "
                            + name
                            + ": a part of "
                            + part.size()
                            + " bytes is too large for memory; set fs.s3dl.upload.buffer to auto"));
    part.spill(spilling.directory());
  }

  /** Lends a buffer within the bound of the pool; refused, waits for own parts first. */
  private Optional<PooledBuffer> lend(int size) throws IOException {
    Optional<PooledBuffer> lent = buffers.tryTake(size);
    while (lent.isEmpty() && !inFlight.isEmpty()) {
      awaitOldest();
      lent = buffers.tryTake(size);
    }
    return lent;
  }

  private void sendPart() throws IOException {
    PartInMaking full = taken();
    int number = nextPart++;
    long at = offset;
    offset += full.length();
    StreamTask task = new StreamTask(() -> writePart(number, at, full));
    boolean sent = false;
    try {
      full.end();
      inFlight.addLast(task);
      io.execute(task);
      sent = true;
    } catch (RejectedExecutionException e) {
      throw closed(e);
    } finally {
      if (!sent) {
        inFlight.remove(task);
        if (task.result().cancel(false)) { // cancelled before it began, it does not touch the part
          discard(full);
        }
      }
    }
  }

  private IOException closed(RejectedExecutionException cause) {
    return new IOException("Cannot write " + name + ": its file system is closed", cause);
  }

  private Void writePart(int number, long at, PartInMaking full) throws IOException {
    try (full) {
      if (!aborted) {
        full.send(upload, number, at);
      }
    }
    return null;
  }

  private void awaitOldest() throws IOException {
    StreamTask oldest = inFlight.peek();
    try {
      Waiting.await(oldest.result(), "writing " + name);
    } finally {
      if (oldest.result().isDone()) {
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
}
