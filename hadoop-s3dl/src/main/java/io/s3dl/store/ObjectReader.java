package io.s3dl.store;

import io.s3dl.io.PositionedReader;
import java.io.IOException;
import java.util.OptionalInt;

/** The stored bytes of one object as it was when it was opened. */
public interface ObjectReader extends PositionedReader {

  /** What the store said of the object when it was opened. */
  ObjectInfo info();

  /** The CRC32C of the whole object, if the store recorded it when the object was written. */
  OptionalInt recordedCrc32c() throws IOException;

  @Override
  default long length() {
    return info().size();
  }
}
