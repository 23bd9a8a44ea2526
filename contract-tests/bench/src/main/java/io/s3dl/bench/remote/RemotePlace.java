package io.s3dl.bench.remote;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * A bucket or a container, which is removed with all that is in it when it is closed.
 *
 * @param name what addresses call it
 */
public record RemotePlace(String name, Removal removal) implements Closeable {

  /** Removes it. */
  @FunctionalInterface
  public interface Removal {
    /** With all that is in it. */
    void run() throws IOException, InterruptedException;
  }

  @Override
  public void close() throws IOException {
    try {
      removal.run();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static InterruptedIOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return (InterruptedIOException) new InterruptedIOException("Interrupted").initCause(e);
  }
}
