package io.s3dl.store;

import java.util.Objects;

/**
 * A text that must never be shown: a key, a token or a password. Its own texts do not contain it.
 */
public final class Secret {

  /** What stands in the place of a secret wherever one would be shown. */
  public static final String MASK = "(secret)";

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Wraps a text; one that is empty is none. */
  public static Secret of(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("A secret must not be empty");
    }
    return new Secret(value);
  }

  /** The text itself, for whoever sends it and nobody else. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(MASK);
  }

  @Override
  public String toString() {
    return MASK;
  }
}
