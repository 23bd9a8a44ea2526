package io.s3dl.format;

import io.s3dl.io.BufferPool;
import io.s3dl.io.PooledBuffer;
import io.s3dl.io.PositionedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongConsumer;

/** Holds every rule of the format against a whole stored object. */
public final class ObjectVerifier {

  private final PositionedReader stored;
  private final FrameIndex index;
  private final String name;
  private final BufferPool buffers;
  private final LongConsumer contentBytesDone;

  private ObjectVerifier(
      PositionedReader stored,
      FrameIndex index,
      String name,
      BufferPool buffers,
      LongConsumer contentBytesDone) {
    this.stored = stored;
    this.index = index;
    this.name = name;
    this.buffers = buffers;
    this.contentBytesDone = contentBytesDone;
  }

  /**
   * Reads and decodes the whole object, one frame after the other.
   *
   * @param stored stays the caller's
   * @param name what errors call the object
   * @param buffers lends room for a few MiB of stored bytes and a frame's content
   * @param contentBytesDone told after each frame how much content has been verified so far
   * @return the index of the object, all of whose rules hold
   * @throws ObjectFormatException if the object is corrupt, foreign or unsupported
   */
  public static FrameIndex verify(
      PositionedReader stored, String name, BufferPool buffers, LongConsumer contentBytesDone)
      throws IOException {
    ObjectTail tail = ObjectTail.read(stored, name);
    PositionedReader bytes = HeldObject.wherePossible(tail, stored);
    new ObjectVerifier(bytes, tail.index(), name, buffers, contentBytesDone).verifyFrames();
    return tail.index();
  }

  // That the frames' checksums combine to the whole one was checked with the index already.
  private void verifyFrames() throws IOException {
    try (FrameDecoder decoder = new FrameDecoder(name)) {
      int entry = 0;
      while (entry < index.entryCount()) {
        FrameRun run = FrameRun.from(index, index.frame(entry), Long.MAX_VALUE);
        if (run.frames() == 1 && run.first().contentBytes() == 0) {
          ByteBuffer header = ByteBuffer.allocate(Layout.SKIPPABLE_HEADER_BYTES);
          stored.readFully(run.first().offset(), header);
          verifySkippable(run.first(), header.flip());
        } else {
          verifyRun(run, decoder);
        }
        entry += run.frames();
      }
    }
  }

  private void verifyRun(FrameRun run, FrameDecoder decoder) throws IOException {
    try (PooledBuffer piece = buffers.take(run.storedBytes())) {
      stored.readFully(run.first().offset(), piece.bytes());
      for (int entry = run.first().number(); entry <= run.last().number(); entry++) {
        Frame frame = index.frame(entry);
        ByteBuffer bytes = piece.bytes().slice(run.startOf(frame), frame.storedBytes());
        if (frame.contentBytes() == 0) {
          verifySkippable(frame, bytes);
        } else {
          try (PooledBuffer content = buffers.take(frame.contentBytes())) {
            decoder.decode(frame, bytes, content.bytes());
          }
          contentBytesDone.accept(frame.contentEnd());
        }
      }
    }
  }

  private void verifySkippable(Frame frame, ByteBuffer bytes) throws CorruptObjectException {
    ByteBuffer header = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    boolean skippable = (header.getInt(0) & Layout.SKIPPABLE_MAGIC_MASK) == Layout.SKIPPABLE_MAGIC;
    long payload = (long) frame.storedBytes() - Layout.SKIPPABLE_HEADER_BYTES;
    if (!skippable || Integer.toUnsignedLong(header.getInt(4)) != payload) {
      throw CorruptObjectException.inFrame(
          name, frame, "it has no content but is not a skippable frame of its size");
    }
  }
}
