package io.s3dl.store;

import java.io.IOException;

/** A failure that an attempt has found out itself and that another attempt would not mend. */
public final class FinalFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final IOException failure;

  /** Ends the attempts with this failure. */
  public FinalFailure(IOException failure) {
    super(failure);
    this.failure = failure;
  }

  /** What is to be thrown. */
  public IOException failure() {
    return failure;
  }
}
