package io.s3dl.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries out a store, from the resolution of its name to what it can do, with objects below one
 * prefix. Whoever has opened it closes it.
 */
public interface StoreTrial extends Closeable {

  /** Someone waits for the result. */
  RetryOptions RETRIES =
      new RetryOptions(3, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(5), 0);

  /** Names that files may have, and that stores, proxies and signatures have stumbled over. */
  List<String> NAMES =
      List.of(
          "with space",
          "with+plus",
          "with%20percent",
          "with%percent",
          "with&and=equals",
          "with?question",
          "with#hash",
          "with;semicolon,comma",
          "with'quote\"s",
          "with@at$dollar!",
          "with(brackets)[and]{these}",
          "with~tilde^caret|bar",
          "with\\backslash",
          "with<angle>",
          "with\u00fcmlaut",
          "with\u65e5\u672c",
          "with\ud83d\ude00",
          "..dots..");

  /** Whether the store is there and lets its user in; writes nothing. */
  List<StoreCheck> access();

  /** What every store must do, and what this one can do beyond that. */
  List<StoreCheck> abilities();

  /** Removes whatever the others have made. */
  StoreCheck cleaning();

  /** Something to write: lines of text, a tenth of a megabyte. */
  static byte[] content() {
    return "s3dl diag writes this, and reads it again.\n"
        .repeat(2400)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Fails with these words unless something holds. */
  static void expect(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }

  /** Tries a name. */
  @FunctionalInterface
  interface NameTrial {

    /** Why an object cannot have that name; empty if it can. */
    Optional<String> failure(String name) throws IOException;
  }

  /** Tries names, and tells which are not good. */
  static StoreCheck.Outcome names(List<String> names, NameTrial trial) throws IOException {
    List<String> bad = new ArrayList<>();
    for (String name : names) {
      trial.failure(name).ifPresent(why -> bad.add(name + " (" + why + ")"));
    }
    expect(bad.isEmpty(), bad.size() + " of " + names.size() + " fail: " + String.join(", ", bad));
    return StoreCheck.Outcome.good(names.size() + " of them");
  }
}
