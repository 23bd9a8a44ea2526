package io.s3dl.format;

import io.s3dl.io.PositionedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The end of an object as it was read, and the index found in it.
 *
 * @param bytes the last bytes of the object, on the heap
 * @param index what they say
 */
record ObjectTail(ByteBuffer bytes, FrameIndex index) {

  /** More extensions than this look like damage, which a look at the index frame tells. */
  private static final int USUAL_EXTENSION_BYTES = 64 << 10;

  private static final int PROBE_BYTES = 12;

  /** Reads the tail, of a likely size first. */
  static ObjectTail read(PositionedReader stored, String name) throws IOException {
    return read(stored, FrameIndex.likelyTailBytes(stored.length()), name);
  }

  /**
   * Reads the tail.
   *
   * @param firstBytes how many of the last bytes to read first, at least 17 or the whole object
   */
  static ObjectTail read(PositionedReader stored, int firstBytes, String name) throws IOException {
    long storedBytes = stored.length();
    ByteBuffer tail = readLast(stored, firstBytes);
    IndexParser parser = new IndexParser(tail, storedBytes, name);
    long needed = parser.tailBytes();
    if (needed > tail.remaining()) {
      if (needed > FrameIndex.MAX_TAIL_BYTES || parser.extensionBytes() > USUAL_EXTENSION_BYTES) {
        probe(stored, parser, storedBytes - needed);
      }
      if (needed > Layout.MAX_FRAME_STORED) {
        throw new CorruptObjectException(name, "the index takes " + needed + " bytes");
      }
      tail = readLast(stored, (int) needed);
      parser = new IndexParser(tail, storedBytes, name);
    }
    return new ObjectTail(tail, parser.parse());
  }

  boolean isWholeObject() {
    return bytes.remaining() == index.storedBytes();
  }

  /** Makes sure that there is an index frame of the claimed size before memory is spent on it. */
  private static void probe(PositionedReader stored, IndexParser parser, long offset)
      throws IOException {
    ByteBuffer start = ByteBuffer.allocate(PROBE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    stored.readFully(offset, start);
    parser.checkIndexFrame(start.getInt(0), start.getInt(4), start.getInt(8));
  }

  private static ByteBuffer readLast(PositionedReader stored, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    stored.readFully(stored.length() - count, bytes);
    return bytes.flip();
  }
}
