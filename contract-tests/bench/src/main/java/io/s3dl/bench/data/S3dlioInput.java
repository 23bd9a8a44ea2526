package io.s3dl.bench.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/**
 * The inputs that the tests of s3dlio compress, made from their formulas, and random bytes. The
 * names are s3dlio's: two of its inputs are called random and are not.
 */
public enum S3dlioInput {
  REPEATED("highly compressible"),
  JSON("structured JSON"),
  RANDOM_LIKE("\"random-like\""),
  HIGH_ENTROPY("\"high-entropy\""),
  RANDOM("random bytes");

  private static final String SENTENCE = "Hello, compression test! This pattern repeats. ";
  private static final long SEED = 50_000;

  private final String title;

  S3dlioInput(String title) {
    this.title = title;
  }

  /** What tables call it. */
  public String title() {
    return title;
  }

  /** So many bytes of it. */
  public byte[] bytes(int length) {
    return switch (this) {
      case REPEATED -> text(SENTENCE.repeat(length / SENTENCE.length() + 1), length);
      case JSON -> json(length);
      case RANDOM_LIKE -> computed(length, i -> (i * 1_103_515_245L + 12_345) >> 16);
      case HIGH_ENTROPY -> computed(length, i -> (i * 2_654_435_761L) ^ Long.rotateLeft(i, 13));
      case RANDOM -> random(length);
    };
  }

  private static byte[] json(int length) {
    StringBuilder text = new StringBuilder(length + 128);
    for (int i = 0; text.length() < length; i++) {
      text.append(
          "{\"id\": %d, \"name\": \"user_%d\", \"timestamp\": \"2024-01-01T%d:00:00Z\", \"data\": [%d, %d, %d]}, "
              .formatted(i, i, i % 24, 10 * i, 11 * i, 12 * i));
    }
    return text(text.toString(), length);
  }

  private static byte[] text(String text, int length) {
    return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
  }

  private static byte[] computed(int length, LongUnaryOperator formula) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) formula.applyAsLong(i);
    }
    return bytes;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(SEED).nextBytes(bytes);
    return bytes;
  }
}
