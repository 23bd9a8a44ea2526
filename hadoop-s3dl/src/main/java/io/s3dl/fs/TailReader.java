package io.s3dl.fs;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.ObjectStore;
import io.s3dl.store.StoredTail;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An object whose end came with the answer to where it is: what lies in that end is not asked for
 * again, and the object is not even opened before something else is read.
 */
final class TailReader implements ObjectReader {

  private final ObjectStore store;
  private final String key;
  private final StoredTail tail;

  /** Opened at the first read of what precedes the end; guarded by this. */
  private ObjectReader rest;

  /** Guarded by this. */
  private boolean closed;

  /**
   * Creates the reader.
   *
   * @param key what the object is stored under
   */
  TailReader(ObjectStore store, String key, StoredTail tail) {
    this.store = store;
    this.key = key;
    this.tail = tail;
  }

  @Override
  public ObjectInfo info() {
    return tail.info();
  }

  @Override
  public OptionalInt recordedCrc32c() {
    return tail.recordedCrc32c();
  }

  @Override
  public void readFully(long position, ByteBuffer destination) throws IOException {
    long end = position + destination.remaining();
    if (end > length()) {
      throw new EOFException(key + " ends at " + length() + ": cannot read up to " + end);
    }
    long before = Math.min(end, tail.offset()) - position;
    if (before > 0) {
      int limit = destination.limit();
      destination.limit(destination.position() + (int) before);
      rest().readFully(position, destination);
      destination.limit(limit);
    }
    if (destination.hasRemaining()) {
      checkOpen();
      int from = (int) (Math.max(position, tail.offset()) - tail.offset());
      ByteBuffer bytes = tail.bytes().duplicate();
      destination.put(bytes.slice(bytes.position() + from, destination.remaining()));
    }
  }

  private synchronized ObjectReader rest() throws IOException {
    checkOpen();
    if (rest == null) {
      rest = store.open(key, Optional.of(tail.info()));
    }
    return rest;
  }

  private synchronized void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("The reader of " + key + " is closed");
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (rest != null) {
      rest.close();
    }
  }
}
