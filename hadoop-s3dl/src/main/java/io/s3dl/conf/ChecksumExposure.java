package io.s3dl.conf;

/** When {@code getFileChecksum} returns a file's composite CRC32C. */
public enum ChecksumExposure {
  /** When HDFS is configured to return the same kind, so that the two can be compared. */
  AUTO,
  /** Wherever it is known. */
  ALWAYS,
  /** Not at all. */
  NEVER
}
