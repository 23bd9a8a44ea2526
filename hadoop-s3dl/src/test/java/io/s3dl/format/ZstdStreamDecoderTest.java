package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.After;
import org.junit.Test;

/** Streams of frames, in pieces of all sizes. */
public class ZstdStreamDecoderTest {

  private final ZstdStreamDecoder decoder = new ZstdStreamDecoder();

  @After
  public void close() {
    decoder.close();
  }

  /** Decodes a stream that comes in pieces, each into a destination of at most so many bytes. */
  private byte[] decoded(byte[] stored, Random random, int most) throws IOException {
    decoder.reset(true);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int at = 0;
    while (at < stored.length || decoder.hasContent() || decoder.stagedBytes() > 0) {
      int length = Math.min(stored.length - at, random.nextInt(most));
      ByteBuffer source = ByteBuffer.wrap(stored, at, length);
      do {
        ByteBuffer destination = ByteBuffer.allocate(1 + random.nextInt(most));
        decoder.decode(source, destination);
        content.write(destination.array(), 0, destination.position());
      } while (source.hasRemaining());
      at += length;
    }
    decoder.end();
    assertThat(decoder.storedPosition()).isEqualTo(stored.length);
    assertThat(decoder.isAtBoundary()).isTrue();
    return content.toByteArray();
  }

  private byte[] decoded(byte[] stored) throws IOException {
    return decoded(stored, new Random(1), 1 << 20);
  }

  private static byte[] streamed(byte[] content) throws IOException {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdOutputStream(stored)) {
      out.write(content);
    }
    return stored.toByteArray();
  }

  private static byte[] skippable(int magic, byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(magic)
        .putInt(payload.length)
        .put(payload)
        .array();
  }

  @Test
  public void whatTheReferenceHasMadeIsDecoded() throws IOException {
    for (String name : Vectors.names("good", true)) {
      for (int most : new int[] {2, 100, 1 << 20}) {
        assertThat(decoded(Vectors.stored(name), new Random(2), most))
            .as("%s", name)
            .isEqualTo(Vectors.content(name));
      }
    }
  }

  @Test
  public void framesOfAllKindsAreDecoded() throws IOException {
    byte[] text = Samples.text(300_000, 3);
    byte[] large = Samples.text(ZstdStreamDecoder.MAX_HELD_BYTES + 1, 4);
    byte[] ours = Samples.stored(text, Samples.SMALL_FRAMES);
    byte[] all =
        Samples.concat(
            Zstd.compress(new byte[0]),
            skippable(0x184D2A50, new byte[0]),
            Zstd.compress(text),
            skippable(0x184D2A5F, new byte[200_000]),
            streamed(text),
            skippable(Layout.INDEX_FRAME_MAGIC, new byte[3]),
            skippable(Layout.INDEX_FRAME_MAGIC, new byte[100]),
            ours,
            ours,
            Zstd.compress(large));
    byte[] expected = Samples.concat(text, text, text, text, large);
    assertThat(decoded(all)).isEqualTo(expected);
  }

  /** As a store leaves it that can only append: format.md, data frame. */
  @Test
  public void anIndexMayBeOfTheTrailerBeforeItToo() throws IOException {
    byte[] first = Samples.text(10_000, 5);
    byte[] more = Samples.text(5_000, 6);
    byte[] old = Samples.stored(first, Samples.SMALL_FRAMES);
    FrameIndex oldIndex = FrameIndex.read(new StoredBytes(old), "old");
    int index = (int) oldIndex.dataBytes();
    int indexBytes = 8 + ByteBuffer.wrap(old).order(ByteOrder.LITTLE_ENDIAN).getInt(index + 4);
    FrameTable table = new FrameTable();
    table.addAll(oldIndex);
    table.add(indexBytes, 0, 0);
    table.add(old.length - index - indexBytes, 0, 0);
    CollectingSink appended = new CollectingSink();
    Samples.write(appended, table, more, Samples.SMALL_FRAMES);
    byte[] grown = Samples.concat(old, appended.bytes());
    assertThat(decoded(grown)).isEqualTo(Samples.concat(first, more));
    byte[] without = Arrays.copyOfRange(grown, (int) oldIndex.frame(0).end(), grown.length);
    assertThatThrownBy(() -> decoded(without))
        .isInstanceOf(CorruptObjectException.class)
        .hasMessageContaining("not those that it was written for");
  }

  @Test
  public void whatIsCutOffIsSaidSo() throws IOException {
    byte[] stored = Zstd.compress(Samples.text(10_000, 7));
    for (int length = 1; length < stored.length; length += 97) {
      byte[] cut = Arrays.copyOf(stored, length);
      assertThatThrownBy(() -> decoded(cut))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("cut off");
    }
    assertThat(decoded(new byte[0])).isEmpty();
  }

  @Test
  public void nothingOfAFrameWithAWrongChecksumIsReturned() {
    byte[] content = Samples.text(200_000, 8);
    byte[] frame;
    try (ZstdCompressCtx context = new ZstdCompressCtx().setChecksum(true).setContentSize(true)) {
      frame = context.compress(content);
    }
    frame[frame.length - 1] ^= 1;
    ByteBuffer destination = ByteBuffer.allocate(content.length);
    assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(frame), destination))
        .isInstanceOf(CorruptObjectException.class);
    assertThat(destination.position()).isZero();
  }

  @Test
  public void framesTellWhereTheyBegin() throws IOException {
    byte[] one = Zstd.compress(Samples.text(100, 9));
    byte[] two = Zstd.compress(Samples.text(200, 10));
    ByteBuffer source = ByteBuffer.wrap(Samples.concat(one, two));
    ByteBuffer destination = ByteBuffer.allocate(1000);
    decoder.decode(source, destination);
    assertThat(destination.position()).isEqualTo(100);
    assertThat(decoder.frameOffset()).isZero();
    decoder.decode(source, destination);
    assertThat(destination.position()).isEqualTo(300);
    assertThat(decoder.frameOffset()).isEqualTo(one.length);
  }
}
