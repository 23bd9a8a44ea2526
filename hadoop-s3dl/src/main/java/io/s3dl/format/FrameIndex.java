package io.s3dl.format;

import io.s3dl.io.PositionedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What the end of an object tells: its length, its CRC32C, and where each frame is. Only an index
 * that all rules of the format hold for comes into being. Immutable; 20 bytes a frame.
 */
public final class FrameIndex {

  /** An object up to this size is read whole at once: its content comes with its tail. */
  public static final int WHOLE_OBJECT_BYTES = 64 << 10;

  private static final int MIN_TAIL_BYTES = 16 << 10;

  /** A longer tail is read only after a look at where it is said to begin. */
  static final int MAX_TAIL_BYTES = 4 << 20;

  /** Better than most content shrinks: asking for too much costs less than asking twice. */
  private static final int LIKELY_RATIO = 10;

  private final long[] storedEnds;
  private final long[] contentEnds;
  private final int[] crcs;
  private final int frameCount;
  private final long storedBytes;
  private final int crc32c;
  private final int level;
  private final Optional<UUID> writeId;

  /**
   * Takes over the arrays.
   *
   * @param storedEnds the position after each entry's stored bytes
   * @param contentEnds the position after each entry's content
   */
  FrameIndex(
      long[] storedEnds,
      long[] contentEnds,
      int[] crcs,
      long storedBytes,
      int crc32c,
      int level,
      Optional<UUID> writeId) {
    this.storedEnds = storedEnds;
    this.contentEnds = contentEnds;
    this.crcs = crcs;
    this.storedBytes = storedBytes;
    this.crc32c = crc32c;
    this.level = level;
    this.writeId = writeId;
    int withContent = 0;
    for (int entry = 0; entry < crcs.length; entry++) {
      if (contentEnds[entry] > contentStart(entry)) {
        withContent++;
      }
    }
    this.frameCount = withContent;
  }

  /**
   * Reads the index of an object, with one read if {@link #likelyTailBytes} sufficed, else with two
   * (three if the tail is longer than 4 MiB, or has more than 64 KiB of extensions, which version 1
   * never writes).
   *
   * @param name what errors call the object
   * @throws ObjectFormatException if the object is corrupt, foreign or unsupported
   */
  public static FrameIndex read(PositionedReader stored, String name) throws IOException {
    return read(stored, likelyTailBytes(stored.length()), name);
  }

  /**
   * The same.
   *
   * @param firstBytes how many of the object's last bytes to read first, because they cost nothing;
   *     at least 17 or the whole object
   */
  public static FrameIndex read(PositionedReader stored, int firstBytes, String name)
      throws IOException {
    return ObjectTail.read(stored, firstBytes, name).index();
  }

  /**
   * Reads the index from the last bytes of an object.
   *
   * @param tail its last bytes, from position to limit, which don't move
   * @param storedBytes the size of the whole object
   * @param name what errors call the object
   * @throws ObjectFormatException if the object is corrupt, foreign or unsupported
   * @throws IllegalArgumentException if the tail is shorter than {@link #tailBytes}
   */
  public static FrameIndex parse(ByteBuffer tail, long storedBytes, String name)
      throws ObjectFormatException {
    return new IndexParser(tail, storedBytes, name).parse();
  }

  /**
   * How many of the object's last bytes {@link #parse} needs, at most {@code storedBytes}. Not
   * verified yet: a damaged object may claim much.
   *
   * @param tail its last bytes, at least 17 or the whole object
   * @throws ForeignObjectException if these already show that it is not an s3dl object
   */
  public static long tailBytes(ByteBuffer tail, long storedBytes, String name)
      throws ForeignObjectException {
    return new IndexParser(tail, storedBytes, name).tailBytes();
  }

  /**
   * How many of the last bytes of an object to ask for first: likely to hold the whole index, and
   * all of a small object. Never more than the object.
   */
  public static int likelyTailBytes(long storedBytes) {
    if (storedBytes <= WHOLE_OBJECT_BYTES) {
      return (int) Math.max(0, storedBytes);
    }
    long content = storedBytes * LIKELY_RATIO;
    if (content / LIKELY_RATIO != storedBytes) {
      return MAX_TAIL_BYTES;
    }
    long frames = 0;
    while (content > 0 && frames < Layout.MAX_ENTRIES) {
      long frameBytes = FrameOptions.DEFAULT.frameBytesAt((int) frames);
      long alike = Math.min((content - 1) / frameBytes + 1, FrameOptions.DOUBLING_FRAMES);
      frames += alike;
      content -= alike * frameBytes;
    }
    long likely = FrameTable.trailerBytes(frames, true);
    return (int) Math.min(Math.max(likely, MIN_TAIL_BYTES), MAX_TAIL_BYTES);
  }

  /** The bytes of content. */
  public long length() {
    return crcs.length == 0 ? 0 : contentEnds[crcs.length - 1];
  }

  /** The CRC32C of the whole content. */
  public int crc32c() {
    return crc32c;
  }

  /** The compression level that the writer noted, for information. */
  public int level() {
    return level;
  }

  /** What the writer drew at random to know its own write again, if it may have to. */
  public Optional<UUID> writeId() {
    return writeId;
  }

  /** The frames before the index frame, skippable ones included. */
  public int entryCount() {
    return crcs.length;
  }

  /** The frames that hold content. */
  public int frameCount() {
    return frameCount;
  }

  /** The size of the whole object. */
  public long storedBytes() {
    return storedBytes;
  }

  /** The bytes before the index frame: what an append keeps. */
  public long dataBytes() {
    return crcs.length == 0 ? 0 : storedEnds[crcs.length - 1];
  }

  /** The entry with this number, at least 0 and less than {@link #entryCount()}. */
  public Frame frame(int entry) {
    Objects.checkIndex(entry, crcs.length);
    long offset = entry == 0 ? 0 : storedEnds[entry - 1];
    long contentOffset = contentStart(entry);
    return new Frame(
        entry,
        offset,
        (int) (storedEnds[entry] - offset),
        contentOffset,
        (int) (contentEnds[entry] - contentOffset),
        crcs[entry]);
  }

  /**
   * The frame that holds the byte at {@code contentPosition}, which is at least 0 and less than
   * {@link #length()}.
   */
  public Frame frameAt(long contentPosition) {
    Objects.checkIndex(contentPosition, length());
    // Frames without content share their end with the frame before: look for the first end beyond.
    int found = Arrays.binarySearch(contentEnds, contentPosition);
    int entry = found >= 0 ? found + 1 : -found - 1;
    while (contentEnds[entry] == contentPosition) {
      entry++;
    }
    return frame(entry);
  }

  /**
   * The first frame with content whose stored bytes begin at or behind a place, if there is one.
   */
  public Optional<Frame> firstFrom(long place) {
    // An entry begins where the one before it ends.
    int found = place <= 0 ? -1 : Arrays.binarySearch(storedEnds, place);
    int entry = place <= 0 ? 0 : (found >= 0 ? found : -found - 1) + 1;
    while (entry < crcs.length && contentEnds[entry] == contentStart(entry)) {
      entry++;
    }
    return entry < crcs.length ? Optional.of(frame(entry)) : Optional.empty();
  }

  private long contentStart(int entry) {
    return entry == 0 ? 0 : contentEnds[entry - 1];
  }
}
