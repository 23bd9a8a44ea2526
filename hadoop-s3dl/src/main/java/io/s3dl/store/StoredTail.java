package io.s3dl.store;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The last bytes of an object, and what the store said of it with them.
 *
 * @param info with attributes, where the store keeps them
 * @param bytes on the heap, not to be changed: whoever reads them takes a duplicate
 */
public record StoredTail(ObjectInfo info, ByteBuffer bytes) {

  public StoredTail {
    Objects.requireNonNull(info, "info");
    if (bytes.remaining() > info.size()) {
      throw new IllegalArgumentException("More bytes than " + info.key() + " has");
    }
  }

  /** Where the first of the bytes stands in the object. */
  public long offset() {
    return info.size() - bytes.remaining();
  }
}
