package io.s3dl.fs;

/** How a file's content is stored. */
public enum Form {
  /** As an object of the s3dl format, under a name with {@link PathMapper#SUFFIX}. */
  COMPRESSED,
  /** As it is, under its own name. */
  PLAIN
}
