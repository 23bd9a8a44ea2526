package io.s3dl.cli;

import java.util.Locale;

/** Amounts as people read them. */
final class Amounts {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final double STEP = 1024;
  private static final double MILLION = 1e6;
  private static final double NANOS = 1e9;

  private Amounts() {}

  /** Bytes in the unit that fits: {@code 17 B}, {@code 1.5 GiB}. */
  static String bytes(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= STEP && unit < UNITS.length - 1) {
      amount /= STEP;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }

  /** The exact number, with the fitting unit behind it if it is large. */
  static String exactBytes(long bytes) {
    String exact = String.format(Locale.ROOT, "%,d bytes", bytes);
    return bytes < STEP ? exact : exact + " (" + bytes(bytes) + ")";
  }

  /** Bytes in a time, in millions a second. */
  static String rate(long bytes, long nanos) {
    return String.format(Locale.ROOT, "%.1f MB/s", bytes / MILLION / (Math.max(nanos, 1) / NANOS));
  }

  /** A time to wait: {@code 0:07}, {@code 2:05:00}. */
  static String duration(long seconds) {
    long minutes = seconds / 60;
    return minutes < 60
        ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, seconds % 60);
  }
}
