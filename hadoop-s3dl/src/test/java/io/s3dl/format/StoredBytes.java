package io.s3dl.format;

import io.s3dl.io.PositionedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A stored object in memory that counts how it is read. */
final class StoredBytes implements PositionedReader {

  final AtomicInteger reads = new AtomicInteger();
  final AtomicLong bytesRead = new AtomicLong();
  volatile boolean closed;
  private final byte[] bytes;

  StoredBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public void readFully(long position, ByteBuffer destination) throws IOException {
    if (position < 0 || position + destination.remaining() > bytes.length) {
      throw new EOFException(destination.remaining() + " bytes at " + position);
    }
    reads.incrementAndGet();
    bytesRead.addAndGet(destination.remaining());
    destination.put(bytes, (int) position, destination.remaining());
  }

  @Override
  public void close() {
    closed = true;
  }
}
