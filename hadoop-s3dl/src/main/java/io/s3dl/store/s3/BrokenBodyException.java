package io.s3dl.store.s3;

import java.io.IOException;

/** The body of an answer has broken or ended too early; asking again may help. */
final class BrokenBodyException extends IOException {

  private static final long serialVersionUID = 1L;

  BrokenBodyException(String message, Throwable cause) {
    super(message, cause);
  }
}
