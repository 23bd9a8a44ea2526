package io.s3dl.robustness;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A run of bytes that says of itself what it is: its header names it, and what follows is drawn
 * from that name. A file's content is a row of whole segments, so whoever reads one can tell whose
 * it is, and that nothing is missing, mixed or repeated.
 *
 * @param id no other segment of a test has it; odd ones compress well, even ones not at all
 * @param length all of its bytes, at least {@link #HEADER}
 */
record Segment(long id, int length) {

  /** The bytes that name a segment. */
  static final int HEADER = 16;

  private static final int MAGIC = 0x5e61e175;

  Segment {
    if (length < HEADER) {
      throw new IllegalArgumentException("Too short for a segment: " + length);
    }
  }

  /** A new one of a random length: most are small, some span several frames and parts. */
  static Segment random(SplittableRandom random, int maxBytes) {
    int fraction = random.nextInt(4) == 0 ? 1 : random.nextInt(2) == 0 ? 16 : 512;
    int length = HEADER + random.nextInt(maxBytes / fraction - HEADER);
    return new Segment(random.nextLong(1L << 60), length);
  }

  byte[] bytes() {
    byte[] bytes = new byte[length];
    new SplittableRandom(id).nextBytes(bytes);
    if (id % 2 != 0) {
      for (int i = 0; i < length; i++) { // 32 of 256 values, in runs of four
        bytes[i] = (byte) (' ' + (bytes[i & ~3] & 31));
      }
    }
    ByteBuffer.wrap(bytes).putInt(MAGIC).putLong(id).putInt(length);
    return bytes;
  }

  /** What the segment at the beginning of some bytes says that it is. */
  static Segment at(ByteBuffer bytes) throws IOException {
    if (bytes.remaining() < HEADER) {
      throw new EOFException("A torn header of " + bytes.remaining() + " bytes");
    }
    int magic = bytes.getInt();
    Segment segment = new Segment(bytes.getLong(), Math.max(HEADER, bytes.getInt()));
    if (magic != MAGIC) {
      throw new IOException(String.format("No segment begins here: %08x, %s", magic, segment));
    }
    return segment;
  }

  /**
   * The segments that some bytes are.
   *
   * @throws IOException if they are anything but whole segments
   */
  static List<Segment> parse(byte[] bytes) throws IOException {
    List<Segment> segments = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      Segment segment = at(rest.duplicate());
      if (segment.length() > rest.remaining()) {
        throw new EOFException("Torn after " + rest.remaining() + " bytes: " + segment);
      }
      ByteBuffer found = rest.slice(rest.position(), segment.length());
      int wrong = found.mismatch(ByteBuffer.wrap(segment.bytes()));
      if (wrong >= 0) {
        throw new IOException("Wrong from byte " + wrong + " on: " + segment);
      }
      rest.position(rest.position() + segment.length());
      segments.add(segment);
    }
    return segments;
  }
}
