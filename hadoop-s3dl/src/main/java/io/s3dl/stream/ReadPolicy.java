package io.s3dl.stream;

/** What a caller says about how it is going to read. */
public enum ReadPolicy {
  /** Find out from the reads. */
  ADAPTIVE,
  /** From some point on to the end: read ahead at once. */
  SEQUENTIAL,
  /** Here and there: never read ahead. */
  RANDOM
}
