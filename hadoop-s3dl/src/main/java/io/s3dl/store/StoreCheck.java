package io.s3dl.store;

import java.io.IOException;
import java.util.Objects;

/**
 * One thing that is tried of a store.
 *
 * @param name what it is called
 * @param attempt tries it
 * @param remedy what to do about it where the error does not say
 * @param vital whether nothing after it can succeed if it fails
 */
public record StoreCheck(String name, Attempt attempt, String remedy, boolean vital) {

  /** Tries something. */
  @FunctionalInterface
  public interface Attempt {
    /**
     * Tries it.
     *
     * @throws IOException if the store does not do what every store must
     */
    Outcome run() throws IOException;
  }

  /**
   * What came of it.
   *
   * @param supported whether the store can do it; one that cannot is slower or less safe, no more
   * @param told what was found, in a few words; may be empty
   */
  public record Outcome(boolean supported, String told) {

    /** It went well. */
    public static Outcome good(String told) {
      return new Outcome(true, told);
    }
  }

  /** One without which nothing after it can succeed. */
  public static StoreCheck vital(String name, Attempt attempt, String remedy) {
    return new StoreCheck(name, attempt, remedy, true);
  }

  public StoreCheck {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(attempt, "attempt");
    Objects.requireNonNull(remedy, "remedy");
  }
}
