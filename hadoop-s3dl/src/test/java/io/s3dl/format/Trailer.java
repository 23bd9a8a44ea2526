package io.s3dl.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Index frame and seek table of a good object, to be tampered with under a valid checksum. */
final class Trailer {

  private final byte[] trailer;
  private final ByteBuffer bytes;
  private final int entries;
  private final int crcs;
  private final int sizes;
  private final int wholeCrc;

  private Trailer(byte[] trailer, int entries) {
    this.trailer = trailer;
    this.bytes = littleEndian(trailer);
    this.entries = entries;
    this.wholeCrc = Layout.SKIPPABLE_HEADER_BYTES + 16;
    this.crcs = Layout.SKIPPABLE_HEADER_BYTES + Layout.INDEX_FIXED_BYTES;
    this.sizes =
        trailer.length - Layout.seekTableBytes(entries + 1) + Layout.SKIPPABLE_HEADER_BYTES;
  }

  static Trailer of(byte[] object, FrameIndex index) {
    byte[] bytes = Arrays.copyOfRange(object, (int) index.dataBytes(), object.length);
    return new Trailer(bytes, index.entryCount());
  }

  void swapSizes(int one, int other) {
    swapInts(sizes + 8 * one, sizes + 8 * other);
    swapInts(sizes + 8 * one + 4, sizes + 8 * other + 4);
  }

  void swapChecksums(int one, int other) {
    swapInts(crcs + 4 * one, crcs + 4 * other);
  }

  /** Makes the checksum of the whole content that of the frames as they stand. */
  void combineChecksums() {
    int combined = 0;
    for (int i = 0; i < entries; i++) {
      int content = bytes.getInt(sizes + 8 * i + 4);
      combined = Crc32c.combine(combined, bytes.getInt(crcs + 4 * i), content);
    }
    bytes.putInt(wholeCrc, combined);
  }

  /** The bytes, under a valid index checksum. */
  byte[] sealed() {
    byte[] sealed = trailer.clone();
    seal(sealed);
    return sealed;
  }

  /**
   * Makes the index checksum of an object right, whatever else is wrong with it.
   *
   * @return false if its footer leads nowhere
   */
  static boolean seal(byte[] object) {
    return seal(object, object.length);
  }

  /** The same for an object that ends before its array does. */
  static boolean seal(byte[] object, int end) {
    ByteBuffer all = littleEndian(object);
    if (end < Layout.MIN_OBJECT_BYTES) {
      return false;
    }
    long claimed = Integer.toUnsignedLong(all.getInt(end - Layout.SEEK_FOOTER_BYTES));
    long seek = end - 17 - 8L * claimed;
    long payload = seek - Integer.toUnsignedLong(all.getInt(end - 17)) + 8;
    int checked = (int) seek - Layout.CRC_BYTES;
    if (seek < Layout.CRC_BYTES || payload < 0 || payload > checked) {
      return false;
    }
    CRC32C crc = new CRC32C();
    crc.update(object, (int) payload, checked - (int) payload);
    crc.update(object, (int) seek, end - (int) seek);
    all.putInt(checked, (int) crc.getValue());
    return true;
  }

  private void swapInts(int one, int other) {
    int kept = bytes.getInt(one);
    bytes.putInt(one, bytes.getInt(other));
    bytes.putInt(other, kept);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
