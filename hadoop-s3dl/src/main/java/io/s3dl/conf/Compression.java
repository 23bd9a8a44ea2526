package io.s3dl.conf;

/** What new files are compressed with, where their names do not ask for the plain form. */
public enum Compression {
  /** Independent Zstandard frames. */
  ZSTD,
  /** Nothing: every new file is plain. Compressed files are read all the same. */
  NONE
}
