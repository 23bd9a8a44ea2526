package io.s3dl.store;

/**
 * How large the parts of an upload are.
 *
 * @param firstBytes the size of the first parts
 * @param doubleEvery after how many parts the size doubles; 0 for never
 * @param largestBytes the size that is never exceeded
 * @param maxParts how many parts an upload may have
 * @param copyUnit what offsets and lengths of copied ranges must be a multiple of
 */
public record PartSizes(
    int firstBytes, int doubleEvery, int largestBytes, int maxParts, int copyUnit) {

  public PartSizes {
    if (firstBytes < 1 || doubleEvery < 0 || largestBytes < firstBytes || maxParts < 1) {
      throw new IllegalArgumentException("Part sizes do not fit together");
    }
    if (copyUnit < 1) {
      throw new IllegalArgumentException("copyUnit must be at least 1");
    }
  }

  /** The size of part {@code number}, counted from 1; the last part may be shorter. */
  public int bytesOf(int number) {
    if (doubleEvery == 0) {
      return firstBytes;
    }
    int doublings = Math.min(30, (number - 1) / doubleEvery);
    return (int) Math.min(largestBytes, (long) firstBytes << doublings);
  }
}
