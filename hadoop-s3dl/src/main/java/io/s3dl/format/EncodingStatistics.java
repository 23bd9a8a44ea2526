package io.s3dl.format;

import java.util.OptionalInt;

/**
 * How content became stored bytes, up to some point.
 *
 * @param contentBytes the bytes of content
 * @param storedBytes the bytes they take in the store
 * @param crc32c the CRC32C of the content; empty if some of it was kept unread from before
 */
public record EncodingStatistics(long contentBytes, long storedBytes, OptionalInt crc32c) {

  /** Stored bytes by content bytes, 0.12 for content that shrank by 88 %; 1 for no content. */
  public double ratio() {
    return contentBytes == 0 ? 1.0 : (double) storedBytes / contentBytes;
  }
}
