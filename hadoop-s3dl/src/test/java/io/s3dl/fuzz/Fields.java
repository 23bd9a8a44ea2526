package io.s3dl.fuzz;

import java.util.Arrays;

/** Takes a fuzzer's input as a row of fields; zeros follow its end. */
public final class Fields {

  private final byte[] input;
  private int at;

  public Fields(byte[] input) {
    this.input = input;
  }

  public boolean isEmpty() {
    return at >= input.length;
  }

  /** One byte, 0 to 255. */
  public int octet() {
    return isEmpty() ? 0 : input[at++] & 0xff;
  }

  /** A number from 0 to {@code most}, which is less than 256. */
  public int upTo(int most) {
    return octet() % (most + 1);
  }

  /** True rarely: for what makes an input wrong, so that much can be right. */
  public boolean rarely() {
    return octet() >= 0xf0;
  }

  /** Four bytes, little-endian. */
  public int integer() {
    return octet() | octet() << 8 | octet() << 16 | octet() << 24;
  }

  /** Eight bytes, little-endian. */
  public long longInteger() {
    return Integer.toUnsignedLong(integer()) | (long) integer() << 32;
  }

  /** So many bytes, or what is left. */
  public byte[] bytes(int count) {
    int to = Math.min(at + count, input.length);
    byte[] taken = Arrays.copyOfRange(input, at, to);
    at = to;
    return taken;
  }

  /** What is left. */
  public byte[] rest() {
    return bytes(input.length - at);
  }
}
