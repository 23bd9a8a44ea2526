package io.s3dl.fs;

/** What somebody looks a path up for: the store is asked for that, and for no more. */
enum Need {
  /** Whether it exists, and as what. */
  NAME,

  /**
   * Which object wins for certain, because it is going to be deleted or moved: after it, no other
   * form of the file may come to light.
   */
  CHANGE,

  /** The same, and what it hides, which is to be deleted with it. */
  REMOVAL,

  /** That it is a directory, or nothing, as is likely: its file forms are not asked for first. */
  DIRECTORY,

  /** The content's length too, which stands at the end of a compressed object. */
  LENGTH,

  /** The content: a small object comes whole with its end. */
  CONTENT;

  /** Whether it takes the end of a compressed object. */
  boolean ofEnd() {
    return this == LENGTH || this == CONTENT;
  }
}
