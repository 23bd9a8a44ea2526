package io.s3dl.format;

/**
 * One entry of an object's seek table: a data frame, or a skippable frame between data frames.
 *
 * @param number the entry's place in the table, from 0
 * @param offset where its stored bytes begin in the object
 * @param storedBytes how many they are
 * @param contentOffset where its content begins in the whole content
 * @param contentBytes how much content it holds; 0 for a skippable frame
 * @param crc32c the CRC32C of its content; 0 for a skippable frame
 */
public record Frame(
    int number, long offset, int storedBytes, long contentOffset, int contentBytes, int crc32c) {

  /** The position after the last stored byte. */
  public long end() {
    return offset + storedBytes;
  }

  /** The position after the last byte of content. */
  public long contentEnd() {
    return contentOffset + contentBytes;
  }
}
