package io.s3dl.store.s3;

import java.io.IOException;

/** A failure that an attempt has found out itself and that another attempt would not mend. */
final class FinalFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final IOException failure;

  FinalFailure(IOException failure) {
    super(failure);
    this.failure = failure;
  }

  IOException failure() {
    return failure;
  }
}
