package io.s3dl.conf;

/** What {@code hflush} and {@code hsync} do on a stream whose file is visible only at close. */
public enum SyncablePolicy {
  /** Nothing, and the log says so once. */
  WARN,
  /** They throw {@code UnsupportedOperationException}. */
  REFUSE,
  /** Nothing. */
  IGNORE
}
