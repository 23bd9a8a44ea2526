package io.s3dl.format;

import io.s3dl.io.ByteSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Keeps what it is given. */
final class CollectingSink implements ByteSink {

  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

  @Override
  public void write(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    collected.write(copy, 0, copy.length);
  }

  byte[] bytes() {
    return collected.toByteArray();
  }
}
