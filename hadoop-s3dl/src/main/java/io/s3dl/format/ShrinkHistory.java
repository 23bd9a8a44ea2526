package io.s3dl.format;

/**
 * Remembers whether the last frames shrank, to spend no time on content that does not. Safe for use
 * by several threads.
 */
final class ShrinkHistory {

  /** What to do with the next frame. */
  enum Advice {
    /** Compress it. */
    COMPRESS,
    /** Compress it only if a sample of it shrinks. */
    SAMPLE
  }

  /** Repetitions over long distances escape samples: every so often a frame is tried in full. */
  static final int FULL_TRY_EVERY = 64;

  private boolean shrinking = true;
  private int framesSinceFullTry;

  synchronized Advice next() {
    if (shrinking) {
      return Advice.COMPRESS;
    }
    framesSinceFullTry++;
    if (framesSinceFullTry < FULL_TRY_EVERY) {
      return Advice.SAMPLE;
    }
    framesSinceFullTry = 0;
    return Advice.COMPRESS;
  }

  /** Takes notice of a frame that was compressed in full. */
  synchronized void compressed(int contentBytes, int storedBytes) {
    shrinking = shrank(contentBytes, storedBytes);
    framesSinceFullTry = 0;
  }

  /** By 2 % at least: less is not worth the time of compressing, nor of decompressing. */
  static boolean shrank(long contentBytes, long storedBytes) {
    return storedBytes <= contentBytes - contentBytes / 50;
  }
}
