package io.s3dl.oplog;

/** What happens to operations while the log's queue is full. */
public enum Overflow {
  /** They wait until they are in it. */
  LOSSLESS,
  /** They go on, and the log lacks them. */
  DROP
}
