package io.s3dl.format;

import io.s3dl.io.ByteSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * The frames of an object that is being written, and what they sum up to. Grows; for one thread at
 * a time.
 */
public final class FrameTable {

  private int[] storedSizes = new int[4];
  private int[] contentSizes = new int[4];
  private int[] crcs = new int[4];
  private int entries;
  private long storedBytes;
  private long contentBytes;
  private int crc32c;

  /**
   * Appends a frame.
   *
   * @param storedBytes its size in the object, at least 8
   * @param contentBytes its content, at most 128 MiB; 0 for a skippable frame
   * @param crc the CRC32C of its content; 0 for a skippable frame
   * @throws IllegalStateException if the format allows no more frames
   */
  public void add(int storedBytes, int contentBytes, int crc) {
    if (storedBytes < Layout.SKIPPABLE_HEADER_BYTES || storedBytes > Layout.MAX_FRAME_STORED) {
      throw new IllegalArgumentException("A frame cannot take " + storedBytes + " bytes");
    }
    if (contentBytes < 0 || contentBytes > Layout.MAX_FRAME_CONTENT) {
      throw new IllegalArgumentException("A frame cannot hold " + contentBytes + " bytes");
    }
    if (contentBytes == 0 && crc != 0) {
      throw new IllegalArgumentException("A frame without content has no checksum");
    }
    if (entries == Layout.MAX_ENTRIES - 1) {
      throw new IllegalStateException(
          "An object has at most " + entries + " frames: write larger frames");
    }
    if (entries == crcs.length) {
      storedSizes = Arrays.copyOf(storedSizes, entries * 2);
      contentSizes = Arrays.copyOf(contentSizes, entries * 2);
      crcs = Arrays.copyOf(crcs, entries * 2);
    }
    storedSizes[entries] = storedBytes;
    contentSizes[entries] = contentBytes;
    crcs[entries] = crc;
    entries++;
    this.storedBytes += storedBytes;
    this.contentBytes += contentBytes;
    this.crc32c = Crc32c.combine(crc32c, crc, contentBytes);
  }

  /**
   * Appends all frames of an existing object, skippable ones included. Its first {@link
   * FrameIndex#dataBytes()} bytes then have to stand at this place in the new object.
   */
  public void addAll(FrameIndex kept) {
    for (int entry = 0; entry < kept.entryCount(); entry++) {
      Frame frame = kept.frame(entry);
      add(frame.storedBytes(), frame.contentBytes(), frame.crc32c());
    }
  }

  /** The number of frames, skippable ones included. */
  public int entryCount() {
    return entries;
  }

  /** The bytes that the frames take in the object. */
  public long storedBytes() {
    return storedBytes;
  }

  /** The bytes of content that the frames hold. */
  public long contentBytes() {
    return contentBytes;
  }

  /** The CRC32C of all content. */
  public int crc32c() {
    return crc32c;
  }

  /** The size of index frame and seek table after so many frames. */
  static long trailerBytes(long frames, boolean writeId) {
    return indexFrameBytes(frames, writeId)
        + Layout.seekTableBytes(1)
        + frames * (long) Layout.SEEK_ENTRY_BYTES;
  }

  /**
   * Writes index frame and seek table in small pieces.
   *
   * @return how many bytes that were
   */
  long writeTrailer(ByteSink sink, int level, Optional<UUID> writeId) throws IOException {
    int indexFrameBytes = (int) indexFrameBytes(entries, writeId.isPresent());
    long trailerBytes = trailerBytes(entries, writeId.isPresent());
    ChecksummedOutput seek =
        new ChecksummedOutput(bytes -> bytes.position(bytes.limit()), trailerBytes);
    putSeekTable(seek, indexFrameBytes);
    seek.flush();

    ChecksummedOutput out = new ChecksummedOutput(sink, trailerBytes);
    out.putInt(Layout.INDEX_FRAME_MAGIC);
    out.putInt(indexFrameBytes - Layout.SKIPPABLE_HEADER_BYTES);
    out.startChecksum();
    putIndexPayload(out, level, writeId);
    out.putInt(Crc32c.combine(out.crc32c(), seek.crc32c(), seek.bytesPut()));
    putSeekTable(out, indexFrameBytes);
    out.flush();
    return out.bytesPut();
  }

  /** The index that a reader of the finished object will find. */
  FrameIndex toIndex(int level, Optional<UUID> writeId) {
    long[] storedEnds = new long[entries];
    long[] contentEnds = new long[entries];
    long stored = 0;
    long content = 0;
    for (int i = 0; i < entries; i++) {
      stored += storedSizes[i];
      content += contentSizes[i];
      storedEnds[i] = stored;
      contentEnds[i] = content;
    }
    long whole = storedBytes + trailerBytes(entries, writeId.isPresent());
    int[] ownCrcs = Arrays.copyOf(crcs, entries);
    return new FrameIndex(storedEnds, contentEnds, ownCrcs, whole, crc32c, level, writeId);
  }

  private void putIndexPayload(ChecksummedOutput out, int level, Optional<UUID> writeId)
      throws IOException {
    out.putInt(Layout.INDEX_MAGIC);
    out.putByte(Layout.VERSION);
    out.putByte(0);
    out.putByte(level);
    out.putByte(0);
    out.putLong(contentBytes);
    out.putInt(crc32c);
    out.putInt(entries);
    for (int i = 0; i < entries; i++) {
      out.putInt(crcs[i]);
    }
    if (writeId.isPresent()) {
      putWriteId(out, writeId.get());
    }
  }

  private static void putWriteId(ChecksummedOutput out, UUID writeId) throws IOException {
    out.putShort(Layout.EXTENSION_WRITE_ID);
    out.putShort(Layout.WRITE_ID_BYTES);
    // The id's bytes stand in their usual order, not little-endian.
    out.putLong(Long.reverseBytes(writeId.getMostSignificantBits()));
    out.putLong(Long.reverseBytes(writeId.getLeastSignificantBits()));
  }

  private void putSeekTable(ChecksummedOutput out, int indexFrameBytes) throws IOException {
    out.putInt(Layout.SEEK_FRAME_MAGIC);
    out.putInt(Layout.seekTableBytes(entries + 1) - Layout.SKIPPABLE_HEADER_BYTES);
    for (int i = 0; i < entries; i++) {
      out.putInt(storedSizes[i]);
      out.putInt(contentSizes[i]);
    }
    out.putInt(indexFrameBytes);
    out.putInt(0);
    out.putInt(entries + 1);
    out.putByte(0);
    out.putInt(Layout.SEEKABLE_MAGIC);
  }

  private static long indexFrameBytes(long frames, boolean writeId) {
    int extensionBytes = writeId ? Layout.EXTENSION_HEADER_BYTES + Layout.WRITE_ID_BYTES : 0;
    return Layout.MIN_INDEX_FRAME_BYTES + frames * Layout.CRC_BYTES + extensionBytes;
  }
}
