package io.s3dl.format;

import java.io.IOException;

/** An object that is not a readable one of the s3dl format; says which rule it breaks. */
public class ObjectFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  ObjectFormatException(String message) {
    super(message);
  }
}
