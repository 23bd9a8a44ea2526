package io.s3dl.conf;

import java.util.Objects;
import java.util.function.Function;

/**
 * One configuration key: its name, what it may be set to, its default, and how its text becomes a
 * value.
 *
 * @param name the full name of the key, beginning with {@link #PREFIX}
 * @param allowed the values that are legal, in words that complete "must be"
 * @param defaultText the default, as it would be written in a configuration file; may refer to
 *     other keys as {@code ${key}}
 * @param documentation what it does, in whole sentences
 * @param parser makes the value of trimmed text, or throws {@link IllegalArgumentException}
 * @param <T> the type of the value
 */
public record Setting<T>(
    String name,
    String allowed,
    String defaultText,
    String documentation,
    Function<String, T> parser) {

  /** What every key begins with. */
  public static final String PREFIX = "fs.s3dl.";

  /** What the keys begin with that hold for one bucket only. */
  static final String BUCKET_PREFIX = PREFIX + "bucket.";

  public Setting {
    Objects.requireNonNull(allowed, "allowed");
    Objects.requireNonNull(defaultText, "defaultText");
    Objects.requireNonNull(documentation, "documentation");
    Objects.requireNonNull(parser, "parser");
    if (!name.startsWith(PREFIX) || name.startsWith(BUCKET_PREFIX)) {
      throw new IllegalArgumentException("Not a name for a key: " + name);
    }
  }

  /** The name of the key that holds for one bucket and takes precedence there. */
  public String nameFor(String bucket) {
    return BUCKET_PREFIX + bucket + "." + rest();
  }

  /** The name without the common prefix. */
  String rest() {
    return name.substring(PREFIX.length());
  }

  /**
   * Makes the value of a text.
   *
   * @param key the key that the text was found under, for the error message
   * @throws IllegalArgumentException if the text is not legal; names key, text and what is legal
   */
  T parse(String key, String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + " is \"" + text + "\", but must be " + allowed, e);
    }
  }
}
