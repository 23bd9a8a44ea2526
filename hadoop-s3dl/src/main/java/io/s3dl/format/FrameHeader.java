package io.s3dl.format;

import java.nio.ByteBuffer;

/**
 * What the first bytes of a Zstandard frame, or of a skippable one, say (RFC 8878, sections 3.1.1.1
 * and 3.1.2). They are those before the position of a little-endian buffer.
 */
final class FrameHeader {

  /** Magic, descriptor, window, dictionary, content size. */
  static final int MAX_BYTES = 18;

  private static final int MAGIC_BYTES = 4;

  private FrameHeader() {}

  /** How many bytes the header has, as far as those that are there tell; no fewer than so many. */
  static int neededBytes(ByteBuffer header) {
    if (header.position() < MAGIC_BYTES) {
      return MAGIC_BYTES;
    }
    if (isSkippable(header)) {
      return Layout.SKIPPABLE_HEADER_BYTES;
    }
    if (header.position() == MAGIC_BYTES) {
      return header.getInt(0) == Layout.ZSTD_MAGIC ? MAGIC_BYTES + 1 : MAGIC_BYTES;
    }
    return sizeAt(header) + sizeBytes(header);
  }

  static boolean isSkippable(ByteBuffer header) {
    return (header.getInt(0) & Layout.SKIPPABLE_MAGIC_MASK) == Layout.SKIPPABLE_MAGIC;
  }

  /** How many bytes come behind the header of a skippable frame. */
  static long skippedBytes(ByteBuffer header) {
    return Integer.toUnsignedLong(header.getInt(MAGIC_BYTES));
  }

  /** How much content the frame is said to hold; -1 if that is not said, or no long can tell. */
  static long contentBytes(ByteBuffer header) {
    int at = sizeAt(header);
    return switch (sizeBytes(header)) {
      case 1 -> Byte.toUnsignedLong(header.get(at));
      case 2 -> Short.toUnsignedLong(header.getShort(at)) + 256; // it counts from there
      case 4 -> Integer.toUnsignedLong(header.getInt(at));
      case 8 -> header.getLong(at);
      default -> -1;
    };
  }

  /** How much of the content is kept to decode what follows. */
  static long windowBytes(ByteBuffer header) {
    if (isSingleSegment(header)) {
      return contentBytes(header);
    }
    int window = Byte.toUnsignedInt(header.get(MAGIC_BYTES + 1));
    long base = 1L << (10 + (window >> 3));
    return base + base / 8 * (window & 7);
  }

  private static int descriptor(ByteBuffer header) {
    return header.get(MAGIC_BYTES);
  }

  private static boolean isSingleSegment(ByteBuffer header) {
    return (descriptor(header) & 0x20) != 0;
  }

  /** Where the content size stands, behind the size of the window and the dictionary's id. */
  private static int sizeAt(ByteBuffer header) {
    int dictionaryBytes = 1 << (descriptor(header) & 3) >> 1;
    return MAGIC_BYTES + 1 + (isSingleSegment(header) ? 0 : 1) + dictionaryBytes;
  }

  private static int sizeBytes(ByteBuffer header) {
    int flag = (descriptor(header) >> 6) & 3;
    return flag == 0 ? (isSingleSegment(header) ? 1 : 0) : 1 << flag;
  }
}
