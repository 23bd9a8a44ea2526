package io.s3dl.store;

import java.io.IOException;

/**
 * An object is there, and the store does not give its content: it is archived, or encrypted with a
 * key that the request has not brought. It can be listed and deleted all the same.
 */
public final class UnreadableObjectException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message that names the object and says what helps. */
  public UnreadableObjectException(String message, Throwable cause) {
    super(message, cause);
  }
}
