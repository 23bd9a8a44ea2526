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

  /** So much is read at once at most, into an array that is kept. */
  private static final int MAX_CHUNK_BYTES = 4 << 20;

  /** No file is longer than this: a stream that says so tells nothing. */
  private static final long BELIEVABLE = 1L << 50;

  private final InputStream in;
  private final Seekable seekable;
  private final long length;
  private byte[] chunk = {};

  private OpenFile(InputStream in, long length) {
    this.in = in;
    this.seekable = (Seekable) in;
    this.length = length;
  }

  /**
   * Finds out how long the file is. Most streams tell by {@code available}, which is looked at
   * first and held against what can be read there; without that, it takes a read for each bit of
   * the length.
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
    return new OpenFile(in, file.search(likely));
  }

  /**
   * What the stream says of its length, one int after the other; it may be anything. Some tell it
   * from where they have read last, not from where they have been sent.
   */
  private long told() throws IOException {
    seekable.seek(0);
    long base = 0;
    int rest = Math.max(0, in.available());
    while (rest == Integer.MAX_VALUE && hasByte(base + rest)) {
      base += rest + 1L;
      rest = Math.max(0, in.available());
    }
    return base + rest;
  }

  private boolean endsAt(long place) throws IOException {
    return place < Long.MAX_VALUE && !hasByte(place) && (place == 0 || hasByte(place - 1));
  }

  private long search(long likely) throws IOException {
    long below = -1; // the last byte that is known to be there
    long beyond = 1;
    if (likely > 0 && likely < BELIEVABLE && hasByte(likely)) {
      below = likely;
      beyond = 2 * likely;
    }
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
    while (destination.hasRemaining()) {
      int count = Math.min(MAX_CHUNK_BYTES, destination.remaining());
      if (chunk.length < count) {
        chunk = new byte[count];
      }
      int read = in.read(chunk, 0, count);
      if (read < 0) {
        throw new EOFException("The file ends before its end at " + length + ": " + in);
      }
      destination.put(chunk, 0, read);
    }
  }

  @Override
  public void close() {
    // The stream is another one's.
  }
}
