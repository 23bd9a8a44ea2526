package io.s3dl.conf;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A pattern for names and paths: {@code ?} is any character but a slash, {@code *} any number of
 * them, {@code **} any number of characters including slashes (between two slashes also no
 * directory at all), {@code [a-c]} and {@code [!a-c]} one character of a set or outside it, and a
 * backslash takes the next character literally.
 *
 * <p>Braces are refused: globs stand in lists separated by commas, which say the same. Java's own
 * globs match only what the platform's character set can express as a file name, and Hadoop's let a
 * star cross slashes; hence this one. Immutable.
 */
public final class Glob {

  private final Pattern pattern;

  private Glob(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads a glob.
   *
   * @throws IllegalArgumentException if it is not one; says why
   */
  public static Glob of(String text) {
    return new Glob(new Translation(Objects.requireNonNull(text, "text")).pattern());
  }

  /** Whether the glob describes the whole of a name or path. */
  public boolean matches(String text) {
    return pattern.matcher(text).matches();
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }

  /** The way from a glob to a regular expression, from left to right. */
  private static final class Translation {
    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int position;

    Translation(String glob) {
      this.glob = glob;
    }

    Pattern pattern() {
      while (position < glob.length()) {
        translateNext();
      }
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private void translateNext() {
      if (glob.startsWith("/**/", position)) {
        regex.append("/(?:.*/)?");
        position += 4;
        return;
      }
      if (glob.startsWith("**", position)) {
        regex.append(".*");
        position += 2;
        return;
      }
      char c = glob.charAt(position);
      switch (c) {
        case '*' -> regex.append("[^/]*");
        case '?' -> regex.append("[^/]");
        case '[' -> translateSet();
        case '{', '}' ->
            throw new IllegalArgumentException("braces in a glob; write two globs: " + glob);
        default -> appendLiteral();
      }
      position++;
    }

    /** Translates a set; afterwards the position is at its closing bracket. */
    private void translateSet() {
      // The first character of a set may be a bracket: "[]]" is a set of one.
      boolean negated = glob.startsWith("!", position + 1) || glob.startsWith("^", position + 1);
      int first = position + (negated ? 2 : 1);
      int end = glob.indexOf(']', first + 1);
      if (end < 0) {
        throw new IllegalArgumentException("a bracket that is not closed: " + glob);
      }
      regex.append(negated ? "(?!/)[^" : "(?!/)[");
      for (int i = first; i < end; i++) {
        char c = glob.charAt(i);
        boolean range = c == '-' && i > first && i < end - 1;
        regex.append(range || Character.isLetterOrDigit(c) ? "" : "\\").append(c);
      }
      regex.append(']');
      position = end;
    }

    private void appendLiteral() {
      if (glob.charAt(position) == '\\') {
        position++;
        if (position == glob.length()) {
          throw new IllegalArgumentException("a backslash with nothing after it: " + glob);
        }
      }
      int character = glob.codePointAt(position);
      regex.append(Pattern.quote(Character.toString(character)));
      position += Character.charCount(character) - 1;
    }
  }
}
