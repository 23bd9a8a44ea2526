package io.s3dl.harness;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test has opened: all of it is closed, whatever else fails, the last of it first. */
public final class Closing implements AutoCloseable {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Something that is to be closed before all that was given earlier. */
  public <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  /**
   * Closes all; nothing is closed twice.
   *
   * @throws AssertionError if something could not be closed, of the first failure; it carries the
   *     others
   */
  @Override
  public void close() {
    AssertionError failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception | LinkageError | AssertionError e) {
        if (failure == null) {
          failure = new AssertionError("Something of the test is left", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
