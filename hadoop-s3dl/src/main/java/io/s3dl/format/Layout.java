package io.s3dl.format;

/** The numbers of format version 1. All integers in an object are little-endian. */
final class Layout {

  static final int VERSION = 1;

  /** A later version that sets one of these flags must not be read by this one. */
  static final int INCOMPATIBLE_FLAGS = 0x0F;

  static final int ZSTD_MAGIC = 0xFD2FB528;

  /** Skippable frames have sixteen magics; this is the first. */
  static final int SKIPPABLE_MAGIC = 0x184D2A50;

  static final int SKIPPABLE_MAGIC_MASK = 0xFFFFFFF0;
  static final int SKIPPABLE_HEADER_BYTES = 8;

  static final int INDEX_FRAME_MAGIC = 0x184D2A53;

  /** "S3DL" in ASCII. */
  static final int INDEX_MAGIC = 0x4C443353;

  static final int SEEK_FRAME_MAGIC = 0x184D2A5E;
  static final int SEEKABLE_MAGIC = 0x8F92EAB1;

  /** Number of entries, descriptor, magic. */
  static final int SEEK_FOOTER_BYTES = 9;

  static final int SEEK_ENTRY_BYTES = 8;

  /** The fields of the index payload before the frames' checksums. */
  static final int INDEX_FIXED_BYTES = 24;

  static final int CRC_BYTES = 4;
  static final int EXTENSION_HEADER_BYTES = 4;
  static final int EXTENSION_WRITE_ID = 1;
  static final int WRITE_ID_BYTES = 16;

  /** Set in an extension's type: who does not know the extension must refuse the object. */
  static final int EXTENSION_MANDATORY = 0x8000;

  /** The smallest index frame, without entries and extensions. */
  static final int MIN_INDEX_FRAME_BYTES = SKIPPABLE_HEADER_BYTES + INDEX_FIXED_BYTES + CRC_BYTES;

  /** An object without content. */
  static final int MIN_OBJECT_BYTES = MIN_INDEX_FRAME_BYTES + seekTableBytes(1);

  static final int MAX_FRAME_CONTENT = 128 << 20;

  /** A Zstandard block decodes to this much at most. */
  static final int MAX_BLOCK_CONTENT = 128 << 10;

  /** A Zstandard block that holds content takes this much at least: a header, and a byte. */
  static final int MIN_BLOCK_BYTES = 4;

  /** The entries of a seek table, the index frame's own included. */
  static final int MAX_ENTRIES = 1 << 22;

  /** No frame of 128 MiB of content comes near; keeps sizes and buffers within an int. */
  static final int MAX_FRAME_STORED = 1 << 30;

  private Layout() {}

  /** The size of a seek table with so many entries, its frame header included. */
  static int seekTableBytes(int entries) {
    return SKIPPABLE_HEADER_BYTES + SEEK_ENTRY_BYTES * entries + SEEK_FOOTER_BYTES;
  }
}
