package io.s3dl.format;

/** A whole s3dl object of a later version of the format. Never to be repaired. */
public final class UnsupportedObjectException extends ObjectFormatException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param name the object's name
   * @param rule what is not known
   */
  public UnsupportedObjectException(String name, String rule) {
    super("Object of a later format version than this one reads, " + name + ": " + rule);
  }
}
