package io.s3dl.bench.measure;

import java.util.Locale;

/**
 * What a ratio, ours by theirs, is to be.
 *
 * @param sense on which side of the bound it is to be
 */
public record Goal(Sense sense, double bound) {

  /** On which side of a bound a ratio is to be. */
  public enum Sense {
    /** Nothing is asked; the ratio is told. */
    NONE,
    AT_LEAST,
    AT_MOST
  }

  /** Nothing is asked. */
  public static final Goal NONE = new Goal(Sense.NONE, 0);

  /** Where more is better. */
  public static Goal atLeast(double bound) {
    return new Goal(Sense.AT_LEAST, bound);
  }

  /** Where less is better. */
  public static Goal atMost(double bound) {
    return new Goal(Sense.AT_MOST, bound);
  }

  /** Whether a ratio is as it is to be. */
  public boolean isMetBy(double ratio) {
    return switch (sense) {
      case NONE -> true;
      case AT_LEAST -> ratio >= bound;
      case AT_MOST -> ratio <= bound;
    };
  }

  /** As tables show it. */
  public String text() {
    return switch (sense) {
      case NONE -> "–";
      case AT_LEAST -> String.format(Locale.ROOT, "≥ %.2f", bound);
      case AT_MOST -> String.format(Locale.ROOT, "≤ %.2f", bound);
    };
  }

  /** Whether it is met, as tables show it. */
  public String verdict(double ratio) {
    if (sense == Sense.NONE) {
      return "–";
    }
    return isMetBy(ratio) ? "yes" : "**no**";
  }
}
