package io.s3dl.format;

import io.s3dl.io.PositionedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A small stored object that came whole with its tail: needs no further read. */
final class HeldObject implements PositionedReader {

  private final ByteBuffer bytes;
  private final PositionedReader stored;

  HeldObject(ByteBuffer bytes, PositionedReader stored) {
    this.bytes = bytes;
    this.stored = stored;
  }

  /** The held bytes if the tail is the whole object, else the stored object itself. */
  static PositionedReader wherePossible(ObjectTail tail, PositionedReader stored) {
    return tail.isWholeObject() ? new HeldObject(tail.bytes(), stored) : stored;
  }

  @Override
  public long length() {
    return bytes.limit();
  }

  @Override
  public void readFully(long position, ByteBuffer destination) throws IOException {
    if (position + destination.remaining() > bytes.limit()) {
      throw new EOFException("Read beyond the " + bytes.limit() + " bytes of the object");
    }
    destination.put(bytes.slice((int) position, destination.remaining()));
  }

  @Override
  public void close() throws IOException {
    stored.close();
  }
}
