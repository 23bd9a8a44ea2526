package io.s3dl.store;

import io.s3dl.io.PositionedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** The stored bytes of one object as it was when it was opened. */
public interface ObjectReader extends PositionedReader {

  /** What the store said of the object when it was opened. */
  ObjectInfo info();

  /** The CRC32C of the whole object, if the store recorded it when the object was written. */
  OptionalInt recordedCrc32c() throws IOException;

  /**
   * The same, as far as it takes no request of its own for a small object: a store may tell it with
   * the first bytes that are read.
   */
  default OptionalInt toldCrc32c() throws IOException {
    return recordedCrc32c();
  }

  /**
   * Reads as {@link #readFully(long, ByteBuffer)} does, and tells when the first bytes have come.
   *
   * @param arrived run once before this returns; never where the store cannot tell
   */
  default void readFully(long position, ByteBuffer destination, Runnable arrived)
      throws IOException {
    readFully(position, destination);
  }

  @Override
  default long length() {
    return info().size();
  }
}
