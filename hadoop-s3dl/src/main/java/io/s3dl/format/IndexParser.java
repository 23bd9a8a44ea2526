package io.s3dl.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Draws the conclusion from an object's end: foreign, corrupt, unsupported, or a {@link
 * FrameIndex}. Believes no size before it has been held against the object's real one.
 */
final class IndexParser {

  private final ByteBuffer tail;
  private final int end;
  private final long storedBytes;
  private final String name;

  IndexParser(ByteBuffer tail, long storedBytes, String name) {
    this.tail = tail.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.end = this.tail.limit();
    this.storedBytes = storedBytes;
    this.name = name;
    if (end > storedBytes) {
      throw new IllegalArgumentException(
          "A tail of " + end + " bytes of an object of " + storedBytes + " bytes: " + name);
    }
  }

  /** The bytes of index frame and seek table together, as the footer claims them. */
  long tailBytes() throws ForeignObjectException {
    if (storedBytes < Layout.MIN_OBJECT_BYTES) {
      throw foreign("shorter than an empty object (" + Layout.MIN_OBJECT_BYTES + " bytes)");
    }
    if (end < Layout.SEEK_FOOTER_BYTES + Layout.SEEK_ENTRY_BYTES) {
      throw new IllegalArgumentException("A tail of " + end + " bytes is too short: " + name);
    }
    if (tail.getInt(end - 4) != Layout.SEEKABLE_MAGIC) {
      throw foreign("it does not end in a seek table");
    }
    long entries = Integer.toUnsignedLong(tail.getInt(end - 9));
    if (tail.get(end - 5) != 0 || entries < 1 || entries > Layout.MAX_ENTRIES) {
      throw foreign("its seek table is not one that s3dl writes");
    }
    long needed = seekTableBytes() + indexFrameBytes();
    if (indexFrameBytes() < Layout.MIN_INDEX_FRAME_BYTES || needed > storedBytes) {
      throw foreign("no index frame stands before its seek table");
    }
    return needed;
  }

  /** The bytes that the index frame has beyond the fields that every one has. */
  long extensionBytes() {
    return indexFrameBytes() - Layout.MIN_INDEX_FRAME_BYTES - 4L * frames();
  }

  /** Checks the index frame's first three fields against what the seek table says of it. */
  void checkIndexFrame(int frameMagic, int payloadBytes, int payloadMagic)
      throws ObjectFormatException {
    if (frameMagic != Layout.INDEX_FRAME_MAGIC || payloadMagic != Layout.INDEX_MAGIC) {
      throw foreign("no index frame stands before its seek table");
    }
    long said = Integer.toUnsignedLong(payloadBytes) + Layout.SKIPPABLE_HEADER_BYTES;
    if (said != indexFrameBytes()) {
      throw corrupt(
          "the index frame has %d bytes, its seek table entry says %d", said, indexFrameBytes());
    }
  }

  FrameIndex parse() throws ObjectFormatException {
    long needed = tailBytes();
    if (needed > end) {
      throw new IllegalArgumentException(
          "A tail of " + end + " bytes where " + needed + " are needed: " + name);
    }
    int seek = end - seekTableBytes();
    int payload = seek - (int) indexFrameBytes() + Layout.SKIPPABLE_HEADER_BYTES;
    int seekPayload = seekTableBytes() - Layout.SKIPPABLE_HEADER_BYTES;
    if (tail.getInt(seek) != Layout.SEEK_FRAME_MAGIC || tail.getInt(seek + 4) != seekPayload) {
      throw foreign("its seek table has no header of the right size");
    }
    checkIndexFrame(tail.getInt(payload - 8), tail.getInt(payload - 4), tail.getInt(payload));
    if (tail.getInt(end - 13) != 0) {
      throw corrupt("the index frame's own entry has content");
    }
    checkIndexChecksum(payload, seek);
    checkVersion(payload);
    int crcs = payload + Layout.INDEX_FIXED_BYTES;
    Optional<UUID> writeId = parseExtensions(crcs + 4L * frames(), seek - Layout.CRC_BYTES);
    return parseFrames(payload, seek + Layout.SKIPPABLE_HEADER_BYTES, crcs, writeId);
  }

  private void checkIndexChecksum(int payload, int seek) throws CorruptObjectException {
    int checked = seek - Layout.CRC_BYTES;
    int seekCrc = Crc32c.of(tail.slice(seek, end - seek));
    int payloadCrc = Crc32c.of(tail.slice(payload, checked - payload));
    if (Crc32c.combine(payloadCrc, seekCrc, end - seek) != tail.getInt(checked)) {
      throw corrupt("the index checksum does not match");
    }
  }

  private void checkVersion(int payload) throws ObjectFormatException {
    int version = Byte.toUnsignedInt(tail.get(payload + 4));
    if (version != Layout.VERSION) {
      throw new UnsupportedObjectException(name, "version " + version);
    }
    int flags = tail.get(payload + 5) & Layout.INCOMPATIBLE_FLAGS;
    if (flags != 0) {
      throw new UnsupportedObjectException(name, "incompatible flags " + flags);
    }
    long count = Integer.toUnsignedLong(tail.getInt(payload + 20));
    if (count != frames()) {
      throw corrupt("the index counts %d frames, the seek table %d", count, frames());
    }
  }

  /** Walks the extensions, which must fill their space exactly, for the write id. */
  private Optional<UUID> parseExtensions(long from, int to) throws ObjectFormatException {
    if (from > to) {
      throw corrupt("the index is too short for %d frames", frames());
    }
    Optional<UUID> writeId = Optional.empty();
    int at = (int) from;
    while (at < to) {
      if (to - at < Layout.EXTENSION_HEADER_BYTES) {
        throw corrupt("the header of an extension is cut off");
      }
      int type = Short.toUnsignedInt(tail.getShort(at));
      int size = Short.toUnsignedInt(tail.getShort(at + 2));
      int value = at + Layout.EXTENSION_HEADER_BYTES;
      if (size > to - value) {
        throw corrupt("extension %d is cut off", type);
      }
      if ((type & Layout.EXTENSION_MANDATORY) != 0) {
        throw new UnsupportedObjectException(name, "extension " + type);
      }
      if (type == Layout.EXTENSION_WRITE_ID && size == Layout.WRITE_ID_BYTES) {
        ByteBuffer id = tail.slice(value, size);
        writeId = Optional.of(new UUID(id.getLong(0), id.getLong(8)));
      }
      at = value + size;
    }
    return writeId;
  }

  private FrameIndex parseFrames(
      int payload, int seekEntries, int crcFields, Optional<UUID> writeId)
      throws CorruptObjectException {
    int count = frames();
    long[] storedEnds = new long[count];
    long[] contentEnds = new long[count];
    int[] crcs = new int[count];
    long stored = 0;
    long content = 0;
    int combined = 0;
    for (int i = 0; i < count; i++) {
      int entry = seekEntries + i * Layout.SEEK_ENTRY_BYTES;
      long frameStored = Integer.toUnsignedLong(tail.getInt(entry));
      long frameContent = Integer.toUnsignedLong(tail.getInt(entry + 4));
      int crc = tail.getInt(crcFields + 4 * i);
      checkFrame(i, frameStored, frameContent, crc);
      stored += frameStored;
      content += frameContent;
      combined = Crc32c.combine(combined, crc, frameContent);
      storedEnds[i] = stored;
      contentEnds[i] = content;
      crcs[i] = crc;
    }
    long dataBytes = storedBytes - seekTableBytes() - indexFrameBytes();
    if (stored != dataBytes) {
      throw corrupt("its frames take %d bytes where %d are stored", stored, dataBytes);
    }
    long length = tail.getLong(payload + 8);
    if (content != length) {
      throw corrupt("its frames hold %d bytes, the index says %d", content, length);
    }
    if (combined != tail.getInt(payload + 16)) {
      throw corrupt("the checksums of its frames don't combine to that of the whole");
    }
    int level = tail.get(payload + 6);
    return new FrameIndex(storedEnds, contentEnds, crcs, storedBytes, combined, level, writeId);
  }

  private void checkFrame(int number, long stored, long content, int crc)
      throws CorruptObjectException {
    if (stored < Layout.SKIPPABLE_HEADER_BYTES || stored > Layout.MAX_FRAME_STORED) {
      throw corrupt("frame %d takes %d bytes", number, stored);
    }
    if (content > Layout.MAX_FRAME_CONTENT) {
      throw corrupt("frame %d holds %d bytes, more than 128 MiB", number, content);
    }
    // Whoever reads the frame makes room for its content first.
    if (content > stored / Layout.MIN_BLOCK_BYTES * Layout.MAX_BLOCK_CONTENT) {
      throw corrupt("frame %d holds %d bytes, more than %d can", number, content, stored);
    }
    if (content == 0 && crc != 0) {
      throw corrupt("frame %d has a checksum but no content", number);
    }
  }

  private int frames() {
    return tail.getInt(end - 9) - 1;
  }

  private int seekTableBytes() {
    return Layout.seekTableBytes(tail.getInt(end - 9));
  }

  private long indexFrameBytes() {
    return Integer.toUnsignedLong(tail.getInt(end - 17));
  }

  private ForeignObjectException foreign(String rule) {
    return new ForeignObjectException(name, rule);
  }

  private CorruptObjectException corrupt(String rule, Object... values) {
    return new CorruptObjectException(name, String.format(Locale.ROOT, rule, values));
  }
}
