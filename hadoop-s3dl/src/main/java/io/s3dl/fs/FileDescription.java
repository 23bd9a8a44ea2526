package io.s3dl.fs;

import io.s3dl.format.FrameIndex;
import io.s3dl.store.ObjectReader;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a file is stored.
 *
 * @param physicalPath where in the store, from its root
 * @param directory whether it is none
 * @param contentBytes the content's length
 * @param storedBytes what it takes in the store
 * @param crc32c the CRC32C of the content, where it is recorded
 * @param compressed how it is compressed; empty for a file that is stored as it is
 */
public record FileDescription(
    String physicalPath,
    boolean directory,
    long contentBytes,
    long storedBytes,
    OptionalInt crc32c,
    Optional<Frames> compressed) {

  /**
   * The frames of a compressed file.
   *
   * @param count how many frames of content
   * @param level the Zstandard level it was written with
   * @param largestBytes the content of the largest frame, empty if there is none
   */
  public record Frames(int count, int level, OptionalLong largestBytes) {}

  static FileDescription of(FileSystemParts parts, Entry entry) throws IOException {
    String path = "/" + entry.physicalKey();
    if (entry.isDirectory()) {
      return new FileDescription(path, true, 0, 0, OptionalInt.empty(), Optional.empty());
    }
    long stored = entry.info().size();
    if (!entry.isCompressed()) {
      try (ObjectReader reader = parts.reads().openStored(entry)) {
        return new FileDescription(
            path, false, stored, stored, reader.recordedCrc32c(), Optional.empty());
      }
    }
    FrameIndex index = parts.reads().indexOf(entry);
    return new FileDescription(
        path,
        false,
        index.length(),
        stored,
        OptionalInt.of(index.crc32c()),
        Optional.of(new Frames(index.frameCount(), index.level(), largest(index))));
  }

  private static OptionalLong largest(FrameIndex index) {
    long largest = 0;
    for (int i = 0; i < index.entryCount(); i++) {
      largest = Math.max(largest, index.frame(i).contentBytes());
    }
    return largest == 0 ? OptionalLong.empty() : OptionalLong.of(largest);
  }

  /** Stored bytes by content bytes; 1 for an empty file. */
  public double ratio() {
    return contentBytes == 0 ? 1.0 : (double) storedBytes / contentBytes;
  }
}
