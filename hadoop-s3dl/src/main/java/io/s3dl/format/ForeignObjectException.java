package io.s3dl.format;

/** An object that does not end like one of the s3dl format: another format, or torn. */
public final class ForeignObjectException extends ObjectFormatException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param name the object's name
   * @param rule what is missing
   */
  public ForeignObjectException(String name, String rule) {
    super("Not an s3dl object: " + name + ": " + rule);
  }
}
