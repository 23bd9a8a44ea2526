package io.s3dl.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that have been made and not been asked for yet, in order. For one thread at a time. */
final class WaitingBytes {

  private static final int FIRST_BYTES = 4 << 10;

  /** A larger array is not kept for the next stream. */
  private static final int MAX_KEPT_BYTES = 4 << 20;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int at;
  private int end;

  boolean isEmpty() {
    return at == end;
  }

  /** Adds all that remains in a buffer. */
  void add(ByteBuffer more) {
    int count = more.remaining();
    if (at == end) {
      at = 0;
      end = 0;
    }
    if (bytes.length - end < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(end, count)));
    }
    more.get(bytes, end, count);
    end += count;
  }

  /** Takes as many as there are and fit; returns how many. */
  int take(byte[] destination, int offset, int length) {
    int count = Math.min(length, end - at);
    System.arraycopy(bytes, at, destination, offset, count);
    at += count;
    return count;
  }

  /** Drops all. */
  void clear() {
    at = 0;
    end = 0;
    if (bytes.length > MAX_KEPT_BYTES) {
      bytes = new byte[FIRST_BYTES];
    }
  }
}
