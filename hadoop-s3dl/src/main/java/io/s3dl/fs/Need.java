package io.s3dl.fs;

/** What somebody looks a path up for: the store is asked for that, and for no more. */
enum Need {
  /** Whether it exists, and as what. */
  NAME,

  /** Whether something may be made there: most likely there is nothing, or a directory. */
  NEW,

  /**
   * Which object wins for certain, because it is going to be deleted or moved: after it, no other
   * form of the file may come to light.
   */
  CHANGE,

  /** The content's length too, which stands at the end of a compressed object. */
  LENGTH,

  /** The content: a small object comes whole with its end. */
  CONTENT
}
