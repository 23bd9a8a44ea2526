package io.s3dl.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hadoop.fs.Seekable;
import org.junit.Test;

/** Streams of all kinds tell how long a file is, or it is found out. */
public class OpenFileTest {

  /** A file of bytes that tell their place. */
  private static final class Place extends InputStream implements Seekable {
    private final long length;
    private final boolean refuses;
    private final int told;
    private long at;
    private long lastRead;
    private int seeks;

    /**
     * A stream.
     *
     * @param refuses whether it does not seek beyond the end
     * @param told what it says is available; -1 for the truth from where it has read last, as far
     *     as an int can tell
     */
    Place(long length, boolean refuses, int told) {
      this.length = length;
      this.refuses = refuses;
      this.told = told;
    }

    @Override
    public int read() {
      int read = at < length ? (int) (at++ & 0xFF) : -1;
      lastRead = at;
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) {
      int read = (int) Math.min(count, length - at);
      for (int i = 0; i < read; i++) {
        bytes[offset + i] = (byte) at++;
      }
      return read > 0 ? read : -1;
    }

    @Override
    public int available() {
      return told >= 0 ? told : (int) Math.max(0, Math.min(Integer.MAX_VALUE, length - lastRead));
    }

    @Override
    public void seek(long place) throws IOException {
      seeks++;
      if (place > length && refuses) {
        throw new EOFException("beyond the end");
      }
      at = place;
    }

    @Override
    public long getPos() {
      return at;
    }

    @Override
    public boolean seekToNewSource(long place) {
      return false;
    }
  }

  @Test
  public void everyLengthIsFoundOut() throws IOException {
    for (long length : new long[] {0, 1, 2, 3, 1000, 4096, 1L << 31, (5L << 31) + 7, 5L << 40}) {
      for (boolean refuses : List.of(true, false)) {
        for (int told : new int[] {-1, 0, 1, 999, Integer.MAX_VALUE}) {
          for (long likely : new long[] {0, length / 2, length, length + 9, Long.MAX_VALUE}) {
            Place place = new Place(length, refuses, told);
            assertThat(OpenFile.of(place, likely).length())
                .as("%d, refuses %s, told %d, likely %d", length, refuses, told, likely)
                .isEqualTo(length);
          }
        }
      }
    }
  }

  @Test
  public void whatTellsTheTruthIsAskedFewTimes() throws IOException {
    Place small = new Place(1_000_000, true, -1);
    OpenFile.of(small, 500);
    assertThat(small.seeks).isLessThanOrEqualTo(3);
    Place large = new Place(7L << 31, false, -1);
    OpenFile.of(large, 500);
    assertThat(large.seeks).isLessThanOrEqualTo(12);
  }

  @Test
  public void bytesAreThoseOfTheirPlace() throws IOException {
    OpenFile file = OpenFile.of(new Place(1000, true, -1), 0);
    for (ByteBuffer bytes : List.of(ByteBuffer.allocate(20), ByteBuffer.allocateDirect(20))) {
      file.readFully(300, bytes);
      assertThat(bytes.hasRemaining()).isFalse();
      assertThat(bytes.get(0)).isEqualTo((byte) 300);
      assertThat(bytes.get(19)).isEqualTo((byte) 319);
    }
  }
}
