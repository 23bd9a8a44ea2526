package io.s3dl.format;

/** Neighbouring frames whose stored bytes are read at once, from first to last inclusive. */
record FrameRun(Frame first, Frame last) {

  /**
   * How many stored bytes are read at once, except that a frame is never divided: 8 MiB of content
   * that does not shrink, with what its frames take besides.
   */
  static final int MAX_BYTES = (8 << 20) + (64 << 10);

  static FrameRun single(Frame frame) {
    return new FrameRun(frame, frame);
  }

  /**
   * The longest run from {@code first} on within {@link #MAX_BYTES} that has no frame from {@code
   * contentEnd} on.
   */
  static FrameRun from(FrameIndex index, Frame first, long contentEnd) {
    Frame last = first;
    while (last.number() + 1 < index.entryCount() && last.contentEnd() < contentEnd) {
      Frame next = index.frame(last.number() + 1);
      if (next.end() - first.offset() > MAX_BYTES) {
        break;
      }
      last = next;
    }
    return new FrameRun(first, last);
  }

  int frames() {
    return last.number() - first.number() + 1;
  }

  /** Fits an int: several frames keep within {@link #MAX_BYTES}. */
  int storedBytes() {
    return (int) (last.end() - first.offset());
  }

  /** Where in the run's stored bytes a frame of it begins. */
  int startOf(Frame frame) {
    return (int) (frame.offset() - first.offset());
  }
}
