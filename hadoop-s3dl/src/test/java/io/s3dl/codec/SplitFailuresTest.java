package io.s3dl.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.format.CorruptObjectException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Seekable;
import org.apache.hadoop.io.compress.SplitCompressionInputStream;
import org.apache.hadoop.io.compress.SplittableCompressionCodec.READ_MODE;
import org.junit.Test;

/** What readers of splits do about files that are damaged, and reads that fail. */
public class SplitFailuresTest {

  private final SeekableZstdCodec codec = StoredForms.codec();

  /** A file in memory, of which the next read may be made to fail. */
  private static final class File extends ByteArrayInputStream implements Seekable {
    private boolean failing;

    File(byte[] stored) {
      super(stored);
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
      if (failing) {
        failing = false;
        throw new UncheckedIOException(new IOException("not this time"));
      }
      return super.read(bytes, offset, length);
    }

    @Override
    public void seek(long place) {
      pos = (int) Math.min(place, count);
    }

    @Override
    public long getPos() {
      return pos;
    }

    @Override
    public boolean seekToNewSource(long place) {
      return false;
    }
  }

  private SplitCompressionInputStream split(InputStream file, long start, long end)
      throws IOException {
    return codec.createInputStream(file, null, start, end, READ_MODE.BYBLOCK);
  }

  @Test
  public void aReadThatFailedIsMadeAgain() throws IOException {
    byte[] content = Contents.text(40 * StoredForms.FRAME, 1);
    File file = new File(StoredForms.OURS.of(content));
    try (InputStream in = split(file, 0, Long.MAX_VALUE)) {
      assertThat(in.readNBytes(StoredForms.FRAME))
          .isEqualTo(Arrays.copyOf(content, StoredForms.FRAME));
      file.failing = true;
      assertThatThrownBy(in::read).hasMessageContaining("not this time");
      assertThat(in.readAllBytes())
          .isEqualTo(Arrays.copyOfRange(content, StoredForms.FRAME, content.length));
    }
  }

  @Test
  public void aTableThatHasAFrameWhereNoneIsFails() throws IOException {
    List<byte[]> frames = StoredForms.frames(Contents.text(3 * StoredForms.FRAME, 2));
    byte[] both = Contents.joined(frames.get(0), frames.get(1));
    int middle = both.length / 2;
    byte[] first = Arrays.copyOf(both, middle);
    byte[] second = Arrays.copyOfRange(both, middle, both.length);
    byte[] good = StoredForms.seekable(frames, false);
    byte[] lying = good.clone();
    int table = Contents.joined(frames.toArray(byte[][]::new)).length + 8;
    putInt(lying, table, first.length);
    putInt(lying, table + 8, second.length);
    try (InputStream in = split(new File(lying), 0, 10)) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(CorruptObjectException.class)
          .hasMessageContaining("where its seek table has one");
    }
    try (InputStream in = split(new File(lying), middle - 1, middle + 1)) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(CorruptObjectException.class);
    }
  }

  private static void putInt(byte[] bytes, int at, int value) {
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[at + i] = (byte) (value >> (8 * i));
    }
  }

  @Test
  public void damageOfOursIsNotTakenForAnotherFormat() throws IOException {
    byte[] stored = StoredForms.OURS.of(Contents.text(5 * StoredForms.FRAME, 3));
    int first = StoredForms.frameBytes(stored, 0);
    byte[] without = Arrays.copyOfRange(stored, first, stored.length);
    assertThatThrownBy(() -> split(new File(without), 0, 100))
        .isInstanceOf(CorruptObjectException.class);
    byte[] damaged = stored.clone();
    damaged[stored.length - 30] ^= 1;
    assertThatThrownBy(() -> split(new File(damaged), 0, 100))
        .isInstanceOf(CorruptObjectException.class);
  }

  @Test
  public void withoutASeekableStreamThereAreNoSplits() {
    assertThatThrownBy(() -> split(new ByteArrayInputStream(new byte[10]), 0, 10))
        .hasMessageContaining("a stream that can seek");
  }
}
