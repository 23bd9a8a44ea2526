package io.s3dl.conf;

/** Yes, no, or what follows from something else. */
public enum Automatic {
  AUTO,
  TRUE,
  FALSE;

  /** The answer, if {@code auto} means this one. */
  boolean or(boolean auto) {
    return this == AUTO ? auto : this == TRUE;
  }
}
