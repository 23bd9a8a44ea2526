package io.s3dl.store.local;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is written beside a file about its bytes. It holds while size and time are the recorded
 * ones: whoever changes the file in place makes it void, not wrong.
 *
 * @param crc32c of all bytes
 * @param modifiedNanos the time of the last change, in nanoseconds since the epoch
 * @param size the length of the file
 */
record ChecksumRecord(int crc32c, long modifiedNanos, long size) {

  /** Version, CRC32C, time and size; numbers in hexadecimal. */
  private static final Pattern FORM =
      Pattern.compile("1 ([0-9a-f]{8}) ([0-9a-f]{16}) ([0-9a-f]{16})");

  /** Room for the record of any version; what is longer is none. */
  static final int MAX_BYTES = 128;

  static ChecksumRecord of(int crc32c, FileStatus status) {
    return new ChecksumRecord(crc32c, status.modifiedNanos(), status.size());
  }

  boolean holdsFor(FileStatus status) {
    return modifiedNanos == status.modifiedNanos() && size == status.size();
  }

  byte[] encode() {
    HexFormat hex = HexFormat.of();
    String text =
        "1 "
            + hex.toHexDigits(crc32c)
            + " "
            + hex.toHexDigits(modifiedNanos)
            + " "
            + hex.toHexDigits(size);
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads a record; empty if it is none, or of a version that is not known. */
  static Optional<ChecksumRecord> decode(ByteBuffer bytes) {
    Matcher matcher = FORM.matcher(StandardCharsets.US_ASCII.decode(bytes));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ChecksumRecord(
            HexFormat.fromHexDigits(matcher.group(1)),
            HexFormat.fromHexDigitsToLong(matcher.group(2)),
            HexFormat.fromHexDigitsToLong(matcher.group(3))));
  }
}
