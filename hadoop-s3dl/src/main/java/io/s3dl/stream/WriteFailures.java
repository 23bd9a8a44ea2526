package io.s3dl.stream;

import io.s3dl.store.ObjectChangedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;

/** How the failure of an earlier or an inner call is thrown from one that says more of it. */
public final class WriteFailures {

  private WriteFailures() {}

  /**
   * The failure as a new exception with the failure as its cause, of the type that callers go by:
   * interrupted, changed, exists already, not found, denied; else an IOException.
   *
   * <p>Never the failure itself: a try-with-resources statement whose body has thrown it would try
   * to suppress it by itself, which throws an IllegalArgumentException instead.
   *
   * @param doing what the message begins with
   */
  public static IOException again(String doing, Throwable failure) {
    String reason = failure instanceof IOException ? failure.getMessage() : failure.toString();
    IOException again = ofSameType(failure, doing + reason);
    again.initCause(failure);
    return again;
  }

  private static IOException ofSameType(Throwable failure, String message) {
    if (failure instanceof InterruptedIOException) {
      return new InterruptedIOException(message);
    }
    if (failure instanceof ObjectChangedException) {
      return new ObjectChangedException(message);
    }
    if (failure instanceof FileAlreadyExistsException) {
      return new FileAlreadyExistsException(message);
    }
    if (failure instanceof AccessDeniedException) {
      return new AccessDeniedException(message);
    }
    if (failure instanceof FileNotFoundException) {
      return new FileNotFoundException(message);
    }
    return new IOException(message);
  }
}
