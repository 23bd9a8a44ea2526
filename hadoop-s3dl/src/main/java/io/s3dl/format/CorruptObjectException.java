package io.s3dl.format;

/** An object whose bytes contradict each other or what was recorded of them: damaged. */
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

  /** The whole content is not what was recorded of it. */
  public static CorruptObjectException inContent(String name, int crc32c, int recorded) {
    return new CorruptObjectException(
        name,
        String.format(
            "its content has CRC32C %08x, recorded when it was written: %08x", crc32c, recorded));
  }

  static CorruptObjectException inFrame(String name, Frame frame, String rule) {
    return new CorruptObjectException(
        name, "frame " + frame.number() + " at " + frame.offset() + ": " + rule);
  }
}
