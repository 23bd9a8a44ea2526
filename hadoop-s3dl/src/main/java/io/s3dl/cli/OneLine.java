package io.s3dl.cli;

import java.util.Locale;

/** Makes texts fit for one line of output, whatever a name in them holds. */
final class OneLine {

  private OneLine() {}

  /** The text, with control characters as {@code \x0a}: it is not to look like another line. */
  static String of(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        line.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
      } else {
        line.append(c);
      }
    }
    return line.toString();
  }
}
