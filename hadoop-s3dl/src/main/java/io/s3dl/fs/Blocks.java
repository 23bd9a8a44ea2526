package io.s3dl.fs;

import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;

/**
 * The blocks that a file is said to have. Hadoop's default is one block, however large the file;
 * programs that make a split of each block, as Flink does, would then read a file in one piece.
 */
final class Blocks {

  /** Those of Hadoop's default: programs know them for "anywhere". */
  private static final String[] NAMES = {"localhost:9866"};

  private static final String[] HOSTS = {"localhost"};

  private Blocks() {}

  /**
   * Returns the blocks that hold a byte of a range, whole, in their order.
   *
   * @param start offset in the content, in bytes
   * @param length in bytes; the range may go beyond the end
   * @throws IllegalArgumentException if one of them is negative
   */
  static BlockLocation[] of(FileStatus file, long start, long length) {
    if (start < 0 || length < 0) {
      throw new IllegalArgumentException(
          "A range of blocks of " + file.getPath() + " is negative: " + length + " from " + start);
    }
    long end = Math.min(file.getLen(), start + Math.min(length, Long.MAX_VALUE - start));
    if (start >= end) {
      return new BlockLocation[0];
    }
    long size = file.getBlockSize() > 0 ? file.getBlockSize() : file.getLen();
    int first = Math.toIntExact(start / size);
    BlockLocation[] blocks = new BlockLocation[Math.toIntExact((end - 1) / size) - first + 1];
    for (int i = 0; i < blocks.length; i++) {
      long offset = (first + i) * size;
      blocks[i] = new BlockLocation(NAMES, HOSTS, offset, Math.min(size, file.getLen() - offset));
    }
    return blocks;
  }
}
