package io.s3dl.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;

/** Tells a write that has failed from one that has succeeded without our hearing of it. */
public final class LostAnswers {

  private LostAnswers() {}

  /** Looks for an object that a write has made. */
  @FunctionalInterface
  public interface Look {

    /** The object, if it has this very write's id in its metadata. */
    Optional<ObjectInfo> ours() throws IOException;
  }

  /**
   * What a write has put under its key, if it has.
   *
   * @param failure what is thrown if it has not
   */
  public static ObjectInfo recover(IOException failure, Look look) throws IOException {
    if (failure instanceof InterruptedIOException || failure instanceof AccessDeniedException) {
      throw failure; // it is not worth, or not worth waiting for, another request
    }
    Optional<ObjectInfo> ours;
    try {
      ours = look.ours();
    } catch (FileNotFoundException e) {
      throw failure;
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
    return ours.orElseThrow(() -> failure);
  }
}
