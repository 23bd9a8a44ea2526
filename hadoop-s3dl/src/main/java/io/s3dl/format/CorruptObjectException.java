package io.s3dl.format;

/** An s3dl object whose bytes contradict each other: damaged, never to be read in part. */
public final class CorruptObjectException extends ObjectFormatException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param name the object's name
   * @param rule which rule of the format it breaks
   */
  public CorruptObjectException(String name, String rule) {
    super("Corrupt object " + name + ": " + rule);
  }

  static CorruptObjectException inFrame(String name, Frame frame, String rule) {
    return new CorruptObjectException(
        name, "frame " + frame.number() + " at " + frame.offset() + ": " + rule);
  }
}
