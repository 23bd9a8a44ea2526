package io.s3dl.format;

import io.s3dl.io.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Puts little-endian integers into a sink, by way of a small buffer, and sums up their CRC32C. */
final class ChecksummedOutput {

  private static final int MAX_BUFFER_BYTES = 8 << 10;

  private final ByteSink sink;
  private final ByteBuffer buffer;
  private final CRC32C crc = new CRC32C();
  private int summedUp;
  private long flushed;

  /**
   * An output without bytes.
   *
   * @param bytes how many will be put, of which the buffer's size is made: most objects are small
   */
  ChecksummedOutput(ByteSink sink, long bytes) {
    this.sink = sink;
    int size = (int) Math.min(MAX_BUFFER_BYTES, bytes + Long.BYTES); // that much is always free
    this.buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  void putByte(int value) throws IOException {
    room().put((byte) value);
  }

  void putShort(int value) throws IOException {
    room().putShort((short) value);
  }

  void putInt(int value) throws IOException {
    room().putInt(value);
  }

  void putLong(long value) throws IOException {
    room().putLong(value);
  }

  /** Leaves out of the checksum what has been put so far. */
  void startChecksum() {
    sumUp();
    crc.reset();
  }

  /** The CRC32C of what has been put since {@link #startChecksum}, or at all. */
  int crc32c() {
    sumUp();
    return (int) crc.getValue();
  }

  long bytesPut() {
    return flushed + buffer.position();
  }

  void flush() throws IOException {
    sumUp();
    flushed += buffer.position();
    sink.write(buffer.flip());
    buffer.clear();
    summedUp = 0;
  }

  private ByteBuffer room() throws IOException {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
    return buffer;
  }

  private void sumUp() {
    crc.update(buffer.array(), summedUp, buffer.position() - summedUp);
    summedUp = buffer.position();
  }
}
