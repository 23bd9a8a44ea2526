package io.s3dl.format;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the frames of a stream hold, so that an index can be held against those that it is of: the
 * last ones before it, as many as it says. Before them there may be others, as in files that were
 * written one behind the other. Takes 12 bytes a frame. For one thread at a time.
 */
final class FrameSums {

  private static final int FIRST_ENTRIES = 16;

  private long[] lengths = new long[FIRST_ENTRIES];
  private int[] crcs = new int[FIRST_ENTRIES];
  private int entries;
  private boolean any;
  private boolean fromStart = true;
  private int crc;
  private long bytes;

  /** A frame with content begins. */
  void beginFrame() {
    crc = 0;
    bytes = 0;
  }

  /** More of the frame's content. */
  void content(ByteBuffer more) {
    crc = Crc32c.combine(crc, Crc32c.of(more), more.remaining());
    bytes += more.remaining();
  }

  /** The frame has ended. */
  void endFrame() {
    add(crc, bytes);
  }

  /** A frame without content, be it an index. */
  void skipped() {
    add(0, 0);
  }

  private void add(int itsCrc, long itsBytes) {
    any = true;
    if (entries == Layout.MAX_ENTRIES) { // no index is of more; the older half is not needed
      int half = entries / 2;
      System.arraycopy(lengths, half, lengths, 0, entries - half);
      System.arraycopy(crcs, half, crcs, 0, entries - half);
      entries -= half;
    }
    if (entries == crcs.length) {
      lengths = Arrays.copyOf(lengths, 2 * entries);
      crcs = Arrays.copyOf(crcs, 2 * entries);
    }
    lengths[entries] = itsBytes;
    crcs[entries] = itsCrc;
    entries++;
  }

  /**
   * Whether the last frames are those that an index was written for, as far as they are known.
   *
   * @param contentBytes what they hold together, as the index says
   * @param contentCrc the CRC32C of that
   * @param frames how many they are
   */
  boolean isIndexOfTheLast(long contentBytes, int contentCrc, int frames) {
    if (frames < 0 || frames > entries) {
      return !fromStart;
    }
    long length = 0;
    int combined = 0;
    for (int i = entries - frames; i < entries; i++) {
      length += lengths[i];
      combined = Crc32c.combine(combined, crcs[i], lengths[i]);
    }
    return length == contentBytes && combined == contentCrc;
  }

  /** Whether there has been a frame. */
  boolean hasFrames() {
    return any;
  }

  /**
   * Forgets all.
   *
   * @param first whether the next frame is the first of a stream
   */
  void reset(boolean first) {
    fromStart = first;
    if (crcs.length > Layout.MAX_ENTRIES / 64) { // not to be kept for the next stream
      lengths = new long[FIRST_ENTRIES];
      crcs = new int[FIRST_ENTRIES];
    }
    entries = 0;
    any = false;
    beginFrame();
  }
}
