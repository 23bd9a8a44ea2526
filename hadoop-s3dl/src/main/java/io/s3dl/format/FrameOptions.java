package io.s3dl.format;

/**
 * How content is cut into frames and how hard they are compressed.
 *
 * @param level the Zstandard level, 1 to 22
 * @param frameBytes the content of a frame at first, 4 KiB to 128 MiB
 */
public record FrameOptions(int level, int frameBytes) {

  /** Level 3, 1 MiB. */
  public static final FrameOptions DEFAULT = new FrameOptions(3, 1 << 20);

  static final int MIN_LEVEL = 1;
  static final int MAX_LEVEL = 22;
  static final int MIN_FRAME_BYTES = 4 << 10;

  /** After how many frames their size doubles, so that the tail of a huge file stays small. */
  static final int DOUBLING_FRAMES = 16_384;

  private static final int GROWN_FRAME_BYTES = 16 << 20;

  public FrameOptions {
    if (level < MIN_LEVEL || level > MAX_LEVEL) {
      throw new IllegalArgumentException(
          "Compression level " + level + " is not in " + MIN_LEVEL + ".." + MAX_LEVEL);
    }
    if (frameBytes < MIN_FRAME_BYTES || frameBytes > Layout.MAX_FRAME_CONTENT) {
      throw new IllegalArgumentException(
          "Frame size "
              + frameBytes
              + " is not in "
              + MIN_FRAME_BYTES
              + ".."
              + Layout.MAX_FRAME_CONTENT
              + " bytes");
    }
  }

  /**
   * The content of the frame with this number: doubles after every 16,384 frames, up to 16 MiB or
   * to {@link #frameBytes()}, whichever is more.
   */
  public int frameBytesAt(int frameNumber) {
    if (frameNumber < 0) {
      throw new IllegalArgumentException("Not a frame number: " + frameNumber);
    }
    // More than 16 doublings reach the cap from any size.
    int doublings = Math.min(frameNumber / DOUBLING_FRAMES, 16);
    long grown = (long) frameBytes << doublings;
    return (int) Math.min(grown, Math.max(GROWN_FRAME_BYTES, frameBytes));
  }
}
