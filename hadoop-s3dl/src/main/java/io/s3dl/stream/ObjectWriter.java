package io.s3dl.stream;

import io.s3dl.format.ContentEncoder;
import io.s3dl.format.EncodingStatistics;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.WrittenBytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes the content of one object: visible when {@link #close} has returned, whole, or not at all.
 *
 * <p>After a failure, {@link #close} aborts the upload and throws the failure again: with its
 * message and as its cause, and with its type where callers go by that (see {@link
 * WriteFailures#again}). After close, {@link #statistics} and {@link #published} tell what was
 * done.
 *
 * <p>One thread writes; others may close or abort meanwhile, and wait until the call that is
 * running has ended (an interruption of its thread ends it). What observes the writer waits for
 * nothing. Whoever created it closes or aborts it.
 */
public final class ObjectWriter implements Closeable {

  /** What else belongs to a write that has become visible. */
  @FunctionalInterface
  public interface Published {

    /** Called once, by the closing thread, with what is now stored. */
    void accept(ObjectInfo info, EncodingStatistics statistics) throws IOException;
  }

  private enum State {
    OPEN,
    FAILED,
    CLOSED
  }

  private static final int SMALL = 4096;

  private final String name;
  private final ContentEncoder encoder;
  private final ObjectOutput output;
  private final Published published;

  /** Writes smaller than this are gathered, so that their cost is a copy. */
  private final byte[] small = new byte[SMALL];

  private int smallBytes;

  /** Changed under the monitor, read by observers without it. */
  private volatile State state = State.OPEN;

  private volatile Optional<ObjectInfo> stored = Optional.empty();
  private Throwable failure;
  private final AtomicLong accepted = new AtomicLong();

  /**
   * Takes over the two halves of a write.
   *
   * @param encoder whose sink is {@code output}; closed by this object
   * @param output ended by this object
   */
  public ObjectWriter(
      String name, ContentEncoder encoder, ObjectOutput output, Published published) {
    this.name = name;
    this.encoder = encoder;
    this.output = output;
    this.published = published;
  }

  /** Writes one byte of content. */
  public synchronized void write(int b) throws IOException {
    checkOpen();
    if (smallBytes == SMALL) {
      flushSmall();
    }
    small[smallBytes++] = (byte) b;
    accepted.incrementAndGet();
  }

  /** Writes content. Blocks while the store is slower than the caller. */
  public synchronized void write(byte[] source, int offset, int length) throws IOException {
    checkOpen();
    Objects.checkFromIndexSize(offset, length, source.length);
    if (length < SMALL) {
      if (length > SMALL - smallBytes) {
        flushSmall();
      }
      System.arraycopy(source, offset, small, smallBytes, length);
      smallBytes += length;
    } else {
      flushSmall();
      encode(source, offset, length);
    }
    accepted.addAndGet(length);
  }

  /** The bytes of content written so far: the position of the stream. */
  public long accepted() {
    return accepted.get();
  }

  /** What has been encoded so far; after close, of the whole object. For any thread. */
  public EncodingStatistics statistics() {
    return encoder.statistics();
  }

  /**
   * What the store completed, with its ETag, once {@link #close} has succeeded. Its key is that of
   * the upload, which a {@link Published} may have renamed since. For any thread.
   */
  public Optional<ObjectInfo> published() {
    return stored;
  }

  /** Whether the writer still takes content. */
  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** Whether a write has failed; {@link #close} says why. */
  public boolean hasFailed() {
    return state == State.FAILED;
  }

  /**
   * Publishes the object. Closing again does nothing.
   *
   * @throws IOException the first failure of the write, after which nothing is visible
   */
  @Override
  public synchronized void close() throws IOException {
    if (state == State.CLOSED) {
      return;
    }
    State before = state;
    state = State.CLOSED;
    boolean complete = false;
    try {
      if (before == State.FAILED) {
        throw WriteFailures.again(name + " was not written: ", failure);
      }
      flushSmall();
      encoder.finish();
      ObjectInfo info = output.complete(written());
      complete = true;
      published.accept(info, encoder.statistics());
      stored = Optional.of(info);
    } finally {
      release(complete);
    }
  }

  /** Gives the write up: nothing becomes visible. */
  public synchronized void abort() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      release(false);
    }
  }

  private WrittenBytes written() {
    EncodingStatistics all = encoder.statistics();
    return new WrittenBytes(
        encoder.storedCrc32c(),
        encoder.isPlain()
            ? Optional.empty()
            : Optional.of(new WrittenBytes.Content(all.contentBytes(), all.crc32c())));
  }

  private void release(boolean complete) {
    try {
      encoder.close();
    } finally {
      if (!complete) {
        output.abort();
      }
    }
  }

  private void flushSmall() throws IOException {
    if (smallBytes > 0) {
      int length = smallBytes;
      smallBytes = 0;
      encode(small, 0, length);
    }
  }

  private void encode(byte[] source, int offset, int length) throws IOException {
    try {
      encoder.write(source, offset, length);
    } catch (IOException | RuntimeException | Error e) {
      // Errors too: after one, bytes may be missing, and what is closed must be whole.
      if (state == State.OPEN) {
        failure = e;
        state = State.FAILED;
      }
      throw e;
    }
  }

  private void checkOpen() throws IOException {
    if (state == State.FAILED) {
      throw WriteFailures.again("Writing " + name + " has failed: ", failure);
    }
    if (state == State.CLOSED) {
      throw new ClosedChannelException();
    }
  }
}
