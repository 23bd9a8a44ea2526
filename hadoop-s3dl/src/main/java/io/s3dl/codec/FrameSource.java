package io.s3dl.codec;

import java.io.Closeable;
import java.io.IOException;

/** The content of a file's frames from one of them on. For one thread at a time. */
interface FrameSource extends Closeable {

  /**
   * Reads content of one frame.
   *
   * @param length at least 1
   * @return how many bytes; -1 if there are no more
   */
  int read(byte[] bytes, int offset, int length) throws IOException;

  /** Where in the file the frame begins that was read from last. */
  long frameOffset();

  /** Whoever opened the file closes that. */
  @Override
  void close() throws IOException;

  /** No frames at all. */
  static FrameSource none() {
    return new FrameSource() {
      @Override
      public int read(byte[] bytes, int offset, int length) {
        return -1;
      }

      @Override
      public long frameOffset() {
        return 0;
      }

      @Override
      public void close() {
        // Nothing has been opened.
      }
    };
  }
}
