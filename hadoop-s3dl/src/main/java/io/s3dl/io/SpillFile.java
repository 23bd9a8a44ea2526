package io.s3dl.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * Bytes on the local disk that wait to be sent: written once, from the first to the last, and then
 * read from the first on as often as it takes. The file has no name, so it is gone with the process
 * at the latest.
 *
 * <p>For one thread at a time. Whoever created it closes it, which frees the disk.
 */
public final class SpillFile implements Closeable {

  /** The JDK copies what is read into heap memory through direct memory of the same size. */
  private static final int MAX_READ_BYTES = 64 << 10;

  private final Path directory;
  private final FileChannel channel;
  private final CRC32C crc = new CRC32C();
  private long length;

  /** Takes over an empty file that has been opened and deleted. */
  SpillFile(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Adds all that remains in {@code bytes}.
   *
   * @throws IOException if the disk does not take it; the file is then of no use any more
   */
  public void append(ByteBuffer bytes) throws IOException {
    crc.update(bytes.duplicate());
    try {
      while (bytes.hasRemaining()) {
        length += channel.write(bytes, length);
      }
    } catch (IOException e) {
      throw failure("write a part to", e);
    }
  }

  /** The bytes so far. */
  public long length() {
    return length;
  }

  /** The CRC32C of the bytes so far. */
  public int crc32c() {
    return (int) crc.getValue();
  }

  /**
   * Opens the bytes from the first on; again for each attempt to send them. Closing the stream does
   * not close the file.
   */
  public InputStream open() {
    return new Stream();
  }

  /** Closing again does nothing. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  private IOException failure(String doing, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      InterruptedIOException interrupted =
          new InterruptedIOException("Interrupted while using the buffer directory " + directory);
      interrupted.initCause(e);
      return interrupted;
    }
    return SpillDirectory.failure(doing, directory, e);
  }

  private final class Stream extends InputStream {
    private long position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] destination, int offset, int count) throws IOException {
      Objects.checkFromIndexSize(offset, count, destination.length);
      if (count == 0) {
        return 0;
      }
      int most = (int) Math.min(Math.min(count, MAX_READ_BYTES), length - position);
      if (most <= 0) {
        return -1;
      }
      try {
        int found = channel.read(ByteBuffer.wrap(destination, offset, most), position);
        if (found < 0) {
          throw new IOException("the file ends at " + position + " and not at " + length);
        }
        position += found;
        return found;
      } catch (IOException e) {
        throw failure("read a part from", e);
      }
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, length - position);
    }
  }
}
