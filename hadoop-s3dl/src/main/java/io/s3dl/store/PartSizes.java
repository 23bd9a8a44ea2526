package io.s3dl.store;

/**
 * How large the parts of an upload are. From 8 MiB on, doubled after every 1000, ten thousand of
 * them hold 8 TiB; from 5 GiB on, 48.8 TiB.
 *
 * @param firstBytes the size of the first parts
 * @param doubleEvery after how many parts the size doubles; 0 for never
 * @param largestBytes the size that is never exceeded
 * @param maxParts how many parts an upload may have
 * @param copyUnit what offsets and lengths of copied ranges must be a multiple of
 */
public record PartSizes(
    long firstBytes, int doubleEvery, long largestBytes, int maxParts, int copyUnit) {

  public PartSizes {
    if (firstBytes < 1 || doubleEvery < 0 || largestBytes < firstBytes || maxParts < 1) {
      throw new IllegalArgumentException("Part sizes do not fit together");
    }
    if (copyUnit < 1) {
      throw new IllegalArgumentException("copyUnit must be at least 1");
    }
  }

  /** The size of part {@code number}, counted from 1; the last part may be shorter. */
  public long bytesOf(int number) {
    if (doubleEvery == 0) {
      return firstBytes;
    }
    int doublings = (number - 1) / doubleEvery;
    // Compared in this direction, the shift cannot overflow.
    return doublings >= Long.SIZE - 1 || largestBytes >> doublings < firstBytes
        ? largestBytes
        : firstBytes << doublings;
  }

  /** The largest object: all parts together. */
  public long largestObjectBytes() {
    if (maxParts == Integer.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long bytes = 0;
    for (int number = 1; number <= maxParts; number++) {
      bytes += bytesOf(number);
    }
    return bytes;
  }
}
