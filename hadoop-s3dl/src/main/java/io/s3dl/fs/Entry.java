package io.s3dl.fs;

import io.s3dl.store.ObjectInfo;

/**
 * What a path was found to be.
 *
 * @param key the logical key: the path without its leading slash
 * @param info what the store says of the object or directory behind it
 * @param kind how to read it
 */
record Entry(String key, ObjectInfo info, Kind kind) {

  /** What stands behind a path. */
  enum Kind {
    DIRECTORY,
    /** A file that is stored as it is. */
    PLAIN,
    /** A file that is stored compressed, under the physical name. */
    COMPRESSED,
    /** The stored bytes of a compressed file, addressed by the physical name. */
    RAW
  }

  boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }

  boolean isFile() {
    return kind != Kind.DIRECTORY;
  }

  boolean isCompressed() {
    return kind == Kind.COMPRESSED;
  }

  /** The form of a file that is not addressed by its physical name. */
  Form form() {
    return isCompressed() ? Form.COMPRESSED : Form.PLAIN;
  }

  /** The key in the store. */
  String physicalKey() {
    return info.key();
  }
}
