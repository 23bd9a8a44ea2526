package io.s3dl.store.s3;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/** CRC32Cs as the store writes them: four bytes, the highest first, in Base64. */
final class Crcs {

  private Crcs() {}

  /** The CRC32C of what remains in some buffers, one after the other; they stay as they are. */
  static int of(ByteBuffer... buffers) {
    CRC32C crc = new CRC32C();
    for (ByteBuffer bytes : buffers) {
      crc.update(bytes.duplicate());
    }
    return (int) crc.getValue();
  }

  static String text(int crc32c) {
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt(crc32c).array());
  }

  /** What the text says; empty for none, and for one that covers the parts' checksums only. */
  static OptionalInt parse(String text) {
    if (text == null || text.indexOf('-') >= 0) {
      return OptionalInt.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return bytes.length == Integer.BYTES
          ? OptionalInt.of(ByteBuffer.wrap(bytes).getInt())
          : OptionalInt.empty();
    } catch (IllegalArgumentException e) { // a store's own notion of a checksum
      return OptionalInt.empty();
    }
  }
}
