package io.s3dl.store;

import java.io.IOException;

/** An object is not, or no longer, the one that was meant: its ETag differs. */
public final class ObjectChangedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message that names the object. */
  public ObjectChangedException(String message) {
    super(message);
  }
}
