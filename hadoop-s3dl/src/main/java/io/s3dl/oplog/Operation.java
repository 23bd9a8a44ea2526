package io.s3dl.oplog;

/**
 * What stands in the column {@code op}. The first five are the only ones that s3dlio's own programs
 * know, and are all that moves bytes.
 */
enum Operation {
  /** What there is under a key, or its checksum; opening an object of which nothing is known. */
  STAT,
  /** A range or the end of an object; one entry for each. */
  GET,
  /** An object written at once, or one part of an object. */
  PUT,
  DELETE,
  /** Objects, or uploads that have not ended; from the first to the last that were asked for. */
  LIST,
  /** A whole object, or a range that becomes a part of another one, inside the store. */
  COPY,
  /** The begin of an upload. */
  START,
  /** The end of an upload that publishes the object. */
  COMPLETE,
  /** The end of an upload that discards it. */
  ABORT,
  RENAME,
  LINK,
  MKDIR,
  RMDIR,
  /** What dead writers left is mended. */
  SETTLE,
  /** Extended attributes are read. */
  GETATTR,
  /** Owner, mode, times or extended attributes are set. */
  SETATTR,
  /** The room of a disk. */
  SPACE
}
