package io.s3dl.fs;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.StoredTail;
import java.util.Optional;

/**
 * What a path was found to be.
 *
 * @param key the logical key: the path without its leading slash
 * @param info what the store says of the object or directory behind it
 * @param kind how to read it
 * @param tail the end of the object, if that is how it was found: not to be kept for long
 * @param hidden what else there was of that name, for a deletion that is made at once; empty if
 *     nobody has looked
 */
record Entry(
    String key, ObjectInfo info, Kind kind, Optional<StoredTail> tail, Optional<Hidden> hidden) {

  /**
   * What a file in the winning form hides.
   *
   * @param plain its plain form, if there was one
   */
  record Hidden(Optional<ObjectInfo> plain) {}

  /** What was found without a look into it. */
  Entry(String key, ObjectInfo info, Kind kind) {
    this(key, info, kind, Optional.empty());
  }

  /** What was found by its end. */
  Entry(String key, ObjectInfo info, Kind kind, Optional<StoredTail> tail) {
    this(key, info, kind, tail, Optional.empty());
  }

  /** What stands behind a path. */
  enum Kind {
    DIRECTORY,
    /** A file that is stored as it is. */
    PLAIN,
    /** A file that is stored compressed, under the physical name. */
    COMPRESSED,
    /** The stored bytes of a compressed file, addressed by the physical name. */
    RAW;

    /** What has been found under the very key that was asked for. */
    static Kind asNamed(ObjectInfo info) {
      if (info.directory()) {
        return DIRECTORY;
      }
      return PathMapper.isPhysical(info.name()) ? RAW : PLAIN;
    }
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

  /** The same, and what it hides now; see {@link Need#REMOVAL}. */
  Entry hiding(Optional<ObjectInfo> plain) {
    return new Entry(key, info, kind, tail, Optional.of(new Hidden(plain)));
  }

  /** The same without what was read of it. */
  Entry withoutTail() {
    return tail.isEmpty() ? this : new Entry(key, info, kind);
  }
}
