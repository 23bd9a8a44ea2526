package io.s3dl.format;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C (Castagnoli) of bytes, and of two runs of bytes from the CRCs of each. */
public final class Crc32c {

  /** The polynomial, reflected: bit 31 is x^0. */
  private static final int POLYNOMIAL = 0x82F63B78;

  private static final int ONE = 1 << 31;

  /** x^(8 * 2^k) modulo the polynomial, for each bit k of a length in bytes. */
  private static final int[] BYTE_POWERS = bytePowers();

  private Crc32c() {}

  /** The CRC32C of what remains in {@code bytes}, whose position does not move. */
  public static int of(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  /**
   * The CRC32C of A followed by B.
   *
   * @param crcA the CRC32C of A
   * @param crcB the CRC32C of B
   * @param lengthB the length of B in bytes, at least 0
   */
  public static int combine(int crcA, int crcB, long lengthB) {
    if (lengthB < 0) {
      throw new IllegalArgumentException("Not a length: " + lengthB);
    }
    int shifted = crcA;
    for (long rest = lengthB; rest != 0 && shifted != 0; rest &= rest - 1) {
      shifted = multiply(BYTE_POWERS[Long.numberOfTrailingZeros(rest)], shifted);
    }
    return shifted ^ crcB;
  }

  private static int[] bytePowers() {
    int[] powers = new int[Long.SIZE];
    int power = ONE >>> Byte.SIZE;
    for (int k = 0; k < powers.length; k++) {
      powers[k] = power;
      power = multiply(power, power);
    }
    return powers;
  }

  /** The product of two polynomials over GF(2), modulo the CRC's. */
  private static int multiply(int a, int b) {
    int product = 0;
    int shiftedB = b;
    for (int rest = a; rest != 0; rest <<= 1) {
      if (rest < 0) {
        product ^= shiftedB;
      }
      shiftedB = (shiftedB >>> 1) ^ (POLYNOMIAL & -(shiftedB & 1));
    }
    return product;
  }
}
