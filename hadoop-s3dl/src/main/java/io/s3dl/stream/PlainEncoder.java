package io.s3dl.stream;

import io.s3dl.format.ContentEncoder;
import io.s3dl.format.Crc32c;
import io.s3dl.format.EncodingStatistics;
import io.s3dl.io.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/** Stores content as it is, and computes its CRC32C on the way. For one thread. */
public final class PlainEncoder implements ContentEncoder {

  private final ByteSink sink;
  private final long keptBytes;
  private final OptionalInt keptCrc32c;
  private final CRC32C crc = new CRC32C();
  private long written;

  /**
   * Creates an encoder.
   *
   * @param keptBytes how much of the object the caller has put before the sink's first byte
   * @param keptCrc32c the CRC32C of that, if it is known
   */
  public PlainEncoder(ByteSink sink, long keptBytes, OptionalInt keptCrc32c) {
    this.sink = sink;
    this.keptBytes = keptBytes;
    this.keptCrc32c = keptCrc32c;
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    sink.write(ByteBuffer.wrap(source, offset, length));
    synchronized (this) {
      crc.update(source, offset, length);
      written += length;
    }
  }

  @Override
  public void finish() {
    // Nothing is held back.
  }

  @Override
  public synchronized EncodingStatistics statistics() {
    return new EncodingStatistics(keptBytes + written, keptBytes + written, storedCrc32c());
  }

  @Override
  public boolean isPlain() {
    return true;
  }

  @Override
  public synchronized OptionalInt storedCrc32c() {
    return keptCrc32c.isEmpty()
        ? keptCrc32c
        : OptionalInt.of(Crc32c.combine(keptCrc32c.getAsInt(), (int) crc.getValue(), written));
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
