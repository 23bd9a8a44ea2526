package io.s3dl.fs;

import java.util.UUID;

/** Names that this software uses for files in the making; listings leave them out. */
final class ReservedNames {

  /** What every such name begins with, whichever part of the software made it. */
  static final String PREFIX = ".s3dl-";

  private ReservedNames() {}

  /** A name for a raw copy that is yet to be verified. */
  static String unverified(UUID writeId) {
    return PREFIX + "raw-" + writeId;
  }

  /** A name for a file that is to take the place of the one it begins with. */
  static String unpublished(UUID writeId) {
    return PREFIX + "append-" + writeId;
  }

  static boolean isReserved(String name) {
    return name.startsWith(PREFIX);
  }
}
