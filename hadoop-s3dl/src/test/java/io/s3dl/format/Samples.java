package io.s3dl.format;

import io.s3dl.io.BufferPool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Content, and objects made of it, for the tests. */
final class Samples {

  static final Optional<UUID> WRITE_ID =
      Optional.of(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));

  /** The smallest frames that there may be. */
  static final FrameOptions SMALL_FRAMES = new FrameOptions(3, 4096);

  private Samples() {}

  static byte[] text(int length, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(length + 16);
    while (text.length() < length) {
      text.append(Integer.toString(random.nextInt(5000), 36))
          .append(random.nextInt(9) == 0 ? '\n' : ',');
    }
    return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static byte[] concat(byte[]... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.write(piece, 0, piece.length);
    }
    return all.toByteArray();
  }

  /** The stored object for this content, written in the caller's thread. */
  static byte[] stored(byte[] content, FrameOptions options) throws IOException {
    CollectingSink sink = new CollectingSink();
    write(sink, new FrameTable(), content, options);
    return sink.bytes();
  }

  /** Writes content and a trailer after the frames of a table, in the caller's thread. */
  static void write(CollectingSink sink, FrameTable table, byte[] content, FrameOptions options)
      throws IOException {
    BufferPool buffers = new BufferPool(64 << 20);
    try (SeekableWriter writer =
        new SeekableWriter(sink, options, table, WRITE_ID, Runnable::run, buffers, 1)) {
      writer.write(content, 0, content.length);
      writer.finish();
    }
    if (buffers.lentBuffers() != 0) {
      throw new IllegalStateException("The writer kept buffers");
    }
  }

  /** All content of a stored object. */
  static byte[] content(byte[] stored, BufferPool buffers) throws IOException {
    try (SeekableReader reader = SeekableReader.open(new StoredBytes(stored), "object", buffers)) {
      ByteBuffer content = ByteBuffer.allocate((int) reader.length());
      reader.readFully(0, content);
      return content.array();
    }
  }
}
