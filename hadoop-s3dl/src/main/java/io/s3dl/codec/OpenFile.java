package io.s3dl.codec;

import io.s3dl.io.PositionedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.Seekable;

/**
 * A file of any file system of which nothing is known but a stream that can seek, since Hadoop
 * tells codecs no more. For one thread at a time. Closing it leaves the stream to its owner.
 */
final class OpenFile implements PositionedReader {

  private static final int CHUNK_BYTES = 64 << 10;

  /** No file is longer than this: a stream that says so tells nothing. */
  private static final long BELIEVABLE = 1L << 50;

  private final InputStream in;
  private final Seekable seekable;
  private final long length;

  private OpenFile(InputStream in, long length) {
    this.in = in;
    this.seekable = (Seekable) in;
    this.length = length;
  }

  /**
   * Finds out how long the file is. Most streams tell by {@code available}, which is looked at
   * first and not believed; without that, it takes a read for each bit of the length.
   *
   * @param in also {@link Seekable}
   * @param likely a place that may be the file's end
   */
  static OpenFile of(InputStream in, long likely) throws IOException {
    OpenFile file = new OpenFile(in, 0);
    long told = file.told();
    for (long length : new long[] {told, likely}) {
      if (file.endsAt(length)) {
        return new OpenFile(in, length);
      }
    }
    return new OpenFile(in, file.search());
  }

  /** What the stream says of its length, one int after the other; it may be anything. */
  private long told() throws IOException {
    long place = 0;
    int rest;
    do {
      try {
        seekable.seek(place);
      } catch (EOFException e) {
        break;
      }
      rest = Math.max(0, in.available());
      place += rest;
    } while (rest == Integer.MAX_VALUE && place < BELIEVABLE);
    return place;
  }

  private boolean endsAt(long place) throws IOException {
    return place < Long.MAX_VALUE && !hasByte(place) && (place == 0 || hasByte(place - 1));
  }

  private long search() throws IOException {
    long below = -1; // the last byte that is known to be there
    long beyond = 1;
    while (hasByte(beyond)) {
      below = beyond;
      beyond = Math.multiplyExact(beyond, 2);
    }
    while (below + 1 < beyond) {
      long middle = (below + beyond) >>> 1;
      if (hasByte(middle)) {
        below = middle;
      } else {
        beyond = middle;
      }
    }
    return beyond;
  }

  private boolean hasByte(long place) throws IOException {
    try {
      seekable.seek(place);
      return in.read() >= 0;
    } catch (EOFException e) {
      return false;
    }
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void readFully(long position, ByteBuffer destination) throws IOException {
    if (seekable.getPos() != position) {
      seekable.seek(position);
    }
    byte[] chunk =
        destination.hasArray() ? null : new byte[Math.min(CHUNK_BYTES, destination.remaining())];
    while (destination.hasRemaining()) {
      int count =
          chunk == null
              ? in.read(
                  destination.array(),
                  destination.arrayOffset() + destination.position(),
                  destination.remaining())
              : in.read(chunk, 0, Math.min(chunk.length, destination.remaining()));
      if (count < 0) {
        throw new EOFException("The file ends before its end at " + length + ": " + in);
      }
      if (chunk == null) {
        destination.position(destination.position() + count);
      } else {
        destination.put(chunk, 0, count);
      }
    }
  }

  @Override
  public void close() {
    // The stream is another one's.
  }
}
