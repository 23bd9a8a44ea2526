package io.s3dl.store;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The last bytes of an object, and what the store said of it with them.
 *
 * @param info with attributes, where the store keeps them
 * @param bytes on the heap, not to be changed: whoever reads them takes a duplicate
 * @param recordedCrc32c the CRC32C of the whole object, if the store recorded it and said so
 */
public record StoredTail(ObjectInfo info, ByteBuffer bytes, OptionalInt recordedCrc32c) {

  public StoredTail {
    Objects.requireNonNull(info, "info");
    if (bytes.remaining() > info.size()) {
      throw new IllegalArgumentException("More bytes than " + info.key() + " has");
    }
  }

  /** What a store says that records no checksum. */
  public StoredTail(ObjectInfo info, ByteBuffer bytes) {
    this(info, bytes, OptionalInt.empty());
  }

  /** Where the first of the bytes stands in the object. */
  public long offset() {
    return info.size() - bytes.remaining();
  }
}
