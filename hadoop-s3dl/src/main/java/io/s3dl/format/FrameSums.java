package io.s3dl.format;

import java.nio.ByteBuffer;

/**
 * What the frames of a stream sum up to, to be held against what an index says of them: of all
 * frames since the stream began, and of those since the last index, since objects may be written
 * one behind the other. For one thread at a time.
 */
final class FrameSums {

  private final Sum all = new Sum();
  private final Sum sinceIndex = new Sum();
  private boolean afterIndex;
  private boolean any;
  private int crc;
  private long bytes;

  /** A number of frames and what they hold together. */
  private static final class Sum {
    private long frames;
    private long bytes;
    private int crc;

    void add(int frameCrc, long frameBytes) {
      frames++;
      crc = Crc32c.combine(crc, frameCrc, frameBytes);
      bytes += frameBytes;
    }

    void clear() {
      frames = 0;
      bytes = 0;
      crc = 0;
    }

    boolean is(long itsBytes, int itsCrc, long itsFrames) {
      return frames == itsFrames && bytes == itsBytes && crc == itsCrc;
    }
  }

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
    any = true;
    afterIndex = false;
    all.add(crc, bytes);
    sinceIndex.add(crc, bytes);
  }

  /** A skippable frame that is no index; a seek table behind an index belongs to that. */
  void skipped(int magic) {
    any = true;
    boolean seekTable = afterIndex && magic == Layout.SEEK_FRAME_MAGIC;
    afterIndex = false;
    all.add(0, 0);
    if (!seekTable) {
      sinceIndex.add(0, 0);
    }
  }

  /**
   * An index: which rule the frames before it break; null if they are those that it was written
   * for.
   */
  String index(long itsBytes, int itsCrc, int itsFrames) {
    boolean right =
        all.is(itsBytes, itsCrc, itsFrames) || sinceIndex.is(itsBytes, itsCrc, itsFrames);
    any = true;
    afterIndex = true;
    all.add(0, 0);
    sinceIndex.clear();
    return right
        ? null
        : "the frames before this index are not those that it was written for: some are missing,"
            + " or others, or in another order";
  }

  /** Whether there has been a frame. */
  boolean hasFrames() {
    return any;
  }

  void reset() {
    all.clear();
    sinceIndex.clear();
    any = false;
    afterIndex = false;
    beginFrame();
  }
}
