package io.s3dl.store.local;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How a {@link LocalObjectStore} keeps its files.
 *
 * @param root the directory that keys are relative to, an absolute path
 * @param direct whether files are read and written with O_DIRECT
 * @param directRequired whether it is an error that a disk refuses O_DIRECT; else the page cache is
 *     used there
 * @param sync whether a file and its directory are on the disk when the write is complete
 * @param partBytes the size of an upload's parts; with {@code direct} rounded up to whole blocks
 */
public record LocalOptions(
    Path root, boolean direct, boolean directRequired, boolean sync, int partBytes) {

  /** Leaves room to round up to the largest block. */
  private static final int MAX_PART_BYTES = 1 << 30;

  public LocalOptions {
    Objects.requireNonNull(root, "root");
    if (!root.isAbsolute()) {
      throw new IllegalArgumentException("The root must be an absolute path: " + root);
    }
    if (partBytes < 1 || partBytes > MAX_PART_BYTES) {
      throw new IllegalArgumentException(
          "partBytes must be from 1 to " + MAX_PART_BYTES + ": " + partBytes);
    }
    if (directRequired && !direct) {
      throw new IllegalArgumentException("directRequired needs direct");
    }
    root = root.normalize();
  }
}
