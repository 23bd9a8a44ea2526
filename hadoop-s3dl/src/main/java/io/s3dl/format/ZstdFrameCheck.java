package io.s3dl.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks the headers of what should be exactly one Zstandard frame, as RFC 8878 lays it out. The
 * decoder proper would also take several frames, or one without a checksum.
 */
final class ZstdFrameCheck {

  private static final int BLOCK_HEADER_BYTES = 3;
  private static final int BLOCK_RLE = 1;
  private static final int BLOCK_RESERVED = 3;
  private static final int CHECKSUM_BYTES = 4;

  private final ByteBuffer stored;
  private int at;

  private ZstdFrameCheck(ByteBuffer stored) {
    this.stored = stored.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Which rule a frame breaks.
   *
   * @param stored its stored bytes, from position to limit
   * @param contentBytes how much content it has to declare
   * @return the broken rule, or null if all hold
   */
  static String brokenRule(ByteBuffer stored, int contentBytes) {
    ZstdFrameCheck check = new ZstdFrameCheck(stored);
    String broken = check.header(contentBytes);
    return broken != null ? broken : check.blocks();
  }

  private String header(int contentBytes) {
    if (left() < 5 || stored.getInt(0) != Layout.ZSTD_MAGIC) {
      return "not a zstd frame";
    }
    int descriptor = stored.get(4);
    boolean singleSegment = (descriptor & 0x20) != 0;
    int dictionaryBytes = 1 << (descriptor & 3) >> 1;
    int sizeFlag = (descriptor >> 6) & 3;
    int sizeBytes = sizeFlag == 0 ? (singleSegment ? 1 : 0) : 1 << sizeFlag;
    if ((descriptor & 0x08) != 0) {
      return "a reserved bit is set in its zstd frame header";
    }
    if ((descriptor & 0x04) == 0) {
      return "it has no zstd content checksum";
    }
    at = singleSegment ? 5 : 6;
    if (left() < dictionaryBytes + sizeBytes) {
      return "its zstd frame header is cut off";
    }
    if (number(dictionaryBytes) != 0) {
      return "it needs a dictionary";
    }
    // The two-byte form counts from 256 on.
    long declared = number(sizeBytes) + (sizeBytes == 2 ? 256 : 0);
    if (sizeBytes == 0 || declared != contentBytes) {
      return "it does not declare its content size of " + contentBytes + " bytes";
    }
    return null;
  }

  private String blocks() {
    boolean last = false;
    while (!last) {
      if (left() < BLOCK_HEADER_BYTES) {
        return "it is cut off within a block header";
      }
      int header = (int) number(BLOCK_HEADER_BYTES);
      last = (header & 1) != 0;
      int type = (header >> 1) & 3;
      if (type == BLOCK_RESERVED) {
        return "a block has the reserved type";
      }
      int size = type == BLOCK_RLE ? 1 : header >> 3;
      if (size > left()) {
        return "it is cut off within a block";
      }
      at += size;
    }
    if (left() != CHECKSUM_BYTES) {
      return "it does not end where its zstd frame ends";
    }
    return null;
  }

  private int left() {
    return stored.limit() - at;
  }

  /** Reads the next {@code bytes} bytes as a number. */
  private long number(int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (stored.get(at + i) & 0xFFL) << (8 * i);
    }
    at += bytes;
    return value;
  }
}
