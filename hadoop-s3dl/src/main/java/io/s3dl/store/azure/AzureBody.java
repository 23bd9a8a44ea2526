package io.s3dl.store.azure;

import com.azure.core.util.BinaryData;
import io.s3dl.io.SpillFile;
import io.s3dl.store.BufferStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * What a block or a blob is sent from. Nothing is copied; the bytes stay their owner's.
 *
 * @param length how many bytes
 * @param crc32c their CRC32C
 * @param md5 their MD5 as a header has it, which the store verifies
 * @param source opens them from the first on, for each attempt anew
 */
record AzureBody(long length, int crc32c, String md5, Supplier<InputStream> source) {

  /** The bytes of a buffer. */
  static AzureBody of(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    MessageDigest md5 = newDigest();
    md5.update(bytes.duplicate());
    return new AzureBody(
        bytes.remaining(), (int) crc.getValue(), text(md5), () -> new BufferStream(bytes));
  }

  /** The bytes of a file. */
  static AzureBody of(SpillFile file) throws IOException {
    MessageDigest md5 = newDigest();
    byte[] chunk = new byte[1 << 16];
    try (InputStream in = file.open()) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        md5.update(chunk, 0, count);
      }
    }
    return new AzureBody(file.length(), file.crc32c(), text(md5), file::open);
  }

  /** For one attempt. */
  BinaryData data() {
    return BinaryData.fromStream(source.get(), length);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no MD5", e);
    }
  }

  private static String text(MessageDigest digest) {
    return Base64.getEncoder().encodeToString(digest.digest());
  }
}
