package io.s3dl.bench;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes: a whole number, with a suffix k, m or g. */
final class Size implements ITypeConverter<Long> {

  private static final String SUFFIXES = "kmg";
  private static final int BITS_A_SUFFIX = 10;

  @Override
  public Long convert(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int suffix = lower.isEmpty() ? -1 : SUFFIXES.indexOf(lower.charAt(lower.length() - 1));
    String digits = suffix < 0 ? lower : lower.substring(0, lower.length() - 1);
    try {
      long bytes = Math.multiplyExact(Long.parseLong(digits), 1L << (BITS_A_SUFFIX * (suffix + 1)));
      if (bytes > 0) {
        return bytes;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Refused below.
    }
    throw new TypeConversionException("'" + text + "' is no size such as 64m or 1g");
  }

  /** A size as it is written: with the largest suffix that leaves it whole. */
  static String text(long bytes) {
    long left = bytes;
    int suffix = 0;
    while (suffix < SUFFIXES.length() && left % (1 << BITS_A_SUFFIX) == 0) {
      left >>= BITS_A_SUFFIX;
      suffix++;
    }
    return suffix == 0 ? String.valueOf(left) : left + SUFFIXES.substring(suffix - 1, suffix);
  }
}
