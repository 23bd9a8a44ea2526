package io.s3dl.format;

import io.s3dl.fuzz.Fields;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A trailer made field by field, mostly after the rules, with what is known of it. */
final class MadeTrailer {

  private static final int MOST_BYTES = 64 << 10;
  private static final int MOST_ENTRIES = 40;

  private final Fields fields;
  private final ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final List<Entry> entries = new ArrayList<>();
  private boolean good = true;
  private long objectBytes;

  private MadeTrailer(Fields fields) {
    this.fields = fields;
  }

  /** What is said of one frame, all unsigned. */
  private record Entry(int stored, int content, int crc) {

    boolean isAllowed() {
      long storedBytes = Integer.toUnsignedLong(stored);
      long contentBytes = Integer.toUnsignedLong(content);
      return storedBytes >= 8
          && storedBytes <= 1 << 30
          && contentBytes <= 128 << 20
          && contentBytes <= storedBytes / 4 * (128 << 10)
          && (contentBytes > 0 || crc == 0);
    }
  }

  static MadeTrailer of(Fields fields) {
    MadeTrailer made = new MadeTrailer(fields);
    made.make();
    return made;
  }

  /** Index frame and seek table. */
  byte[] bytes() {
    byte[] made = new byte[bytes.limit()];
    bytes.get(0, made);
    return made;
  }

  /** What is said to be the size of the object that they end. */
  long objectBytes() {
    return objectBytes;
  }

  /** Whether every rule holds. */
  boolean isGood() {
    return good;
  }

  private void make() {
    for (int count = fields.upTo(MOST_ENTRIES); count > 0; count--) {
      entries.add(entry());
    }
    bytes.putInt(Layout.INDEX_FRAME_MAGIC).putInt(0);
    putPayload();
    bytes.putInt(0);
    int indexFrame = bytes.position();
    bytes.putInt(4, changed(indexFrame - 8));
    putSeekTable(indexFrame);
    bytes.flip();
    long stored = bytes.limit();
    for (Entry entry : entries) {
      stored += Integer.toUnsignedLong(entry.stored());
    }
    objectBytes = stored;
    if (fields.rarely()) {
      objectBytes = bytes.limit() + (fields.longInteger() & Long.MAX_VALUE >> 1);
      good &= objectBytes == stored;
    }
    if (!Trailer.seal(bytes.array(), bytes.limit()) || fields.rarely()) {
      bytes.put(indexFrame - 1, (byte) (bytes.get(indexFrame - 1) + 1));
      good = false;
    }
  }

  private Entry entry() {
    Entry entry =
        switch (fields.upTo(3)) {
          case 0 -> new Entry(8 + fields.octet(), 0, 0);
          case 1 -> new Entry(4096 + fields.octet(), 128 << 20, fields.octet());
          default -> new Entry(20 + fields.octet(), 1 + fields.octet(), fields.integer());
        };
    if (fields.rarely()) {
      entry = new Entry(fields.upTo(60), fields.integer(), entry.crc());
    } else if (fields.rarely()) {
      entry = new Entry(fields.integer(), entry.content(), fields.octet());
    }
    good &= entry.isAllowed();
    return entry;
  }

  private void putPayload() {
    long length = 0;
    int crc = 0;
    for (Entry entry : entries) {
      length += Integer.toUnsignedLong(entry.content());
      crc = Crc32c.combine(crc, entry.crc(), Integer.toUnsignedLong(entry.content()));
    }
    int version = fields.rarely() ? fields.octet() : 1;
    int flags = fields.octet() & (fields.rarely() ? 0xff : 0xf0);
    good &= version == 1 && (flags & 0x0f) == 0;
    bytes.putInt(changed(Layout.INDEX_MAGIC)).put((byte) version).put((byte) flags);
    bytes.put((byte) fields.octet()).put((byte) 0);
    long saidLength = length + (fields.rarely() ? fields.longInteger() : 0);
    good &= saidLength == length;
    bytes.putLong(saidLength).putInt(changed(crc)).putInt(changed(entries.size()));
    for (Entry entry : entries) {
      bytes.putInt(entry.crc());
    }
    int from = bytes.position();
    for (int extensions = fields.upTo(3); extensions > 0; extensions--) {
      putExtension();
    }
    good &= extensionsAreAllowed(from, bytes.position());
  }

  private void putExtension() {
    byte[] value = fields.bytes(fields.upTo(40));
    int type = fields.upTo(3) | (fields.rarely() ? 0x8000 : 0);
    int size = fields.rarely() ? fields.octet() : value.length;
    bytes.putShort((short) type).putShort((short) size).put(value);
  }

  private boolean extensionsAreAllowed(int from, int to) {
    int at = from;
    while (to - at >= 4) {
      if (bytes.getShort(at) < 0) {
        return false; // bit 15: nobody may pass over it
      }
      at += 4 + Short.toUnsignedInt(bytes.getShort(at + 2));
    }
    return at == to;
  }

  private void putSeekTable(int indexFrame) {
    int count = entries.size() + 1;
    bytes.putInt(changed(Layout.SEEK_FRAME_MAGIC)).putInt(changed(8 * count + 9));
    for (Entry entry : entries) {
      bytes.putInt(entry.stored()).putInt(entry.content());
    }
    bytes.putInt(changed(indexFrame)).putInt(changed(0));
    bytes.putInt(changed(count)).put((byte) 0).putInt(changed(Layout.SEEKABLE_MAGIC));
  }

  /** A value as it is to be, or rarely another one. */
  private int changed(int right) {
    int value = fields.rarely() ? fields.integer() : right;
    good &= value == right;
    return value;
  }
}
