package io.s3dl.store.s3;

import io.s3dl.io.SpillFile;
import io.s3dl.store.BufferStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * What a part or an object is sent from. Nothing is copied; the bytes stay their owner's.
 *
 * @param length how many bytes
 * @param crc32c their CRC32C
 * @param source opens them from the first on, for each attempt anew
 */
record SentBytes(long length, int crc32c, Supplier<InputStream> source) {

  private static final String TYPE = "application/octet-stream";

  /** The bytes of a buffer. */
  static SentBytes of(ByteBuffer bytes) {
    return new SentBytes(bytes.remaining(), Crcs.of(bytes), () -> new BufferStream(bytes));
  }

  /** The bytes of two buffers, either of which may be empty. */
  static SentBytes of(ByteBuffer head, ByteBuffer bytes) {
    if (!head.hasRemaining()) {
      return of(bytes);
    }
    return new SentBytes(
        (long) head.remaining() + bytes.remaining(),
        Crcs.of(head, bytes),
        () -> new SequenceInputStream(new BufferStream(head), new BufferStream(bytes)));
  }

  /** The bytes of a buffer, which may be empty, and of a file. */
  static SentBytes of(ByteBuffer head, SpillFile file) throws IOException {
    if (!head.hasRemaining()) {
      return new SentBytes(file.length(), file.crc32c(), file::open);
    }
    Supplier<InputStream> both = () -> new SequenceInputStream(new BufferStream(head), file.open());
    CRC32C crc = new CRC32C();
    try (InputStream in = new CheckedInputStream(both.get(), crc)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return new SentBytes(head.remaining() + file.length(), (int) crc.getValue(), both);
  }

  /** A body that begins anew with each attempt. */
  RequestBody body() {
    return RequestBody.fromContentProvider(source::get, length, TYPE);
  }
}
