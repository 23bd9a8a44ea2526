package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdCompressCtx;
import io.s3dl.io.BufferPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.After;
import org.junit.Test;

/** What becomes of objects that were made wrong on purpose. */
public class DamageTest {

  private final BufferPool buffers = new BufferPool(64 << 20);

  @After
  public void everyBufferIsBack() {
    assertThat(buffers.lentBuffers()).isZero();
  }

  @Test
  public void everyFlippedBitOfIndexAndSeekTableIsFoundWithoutReadingData() throws IOException {
    byte[] object = Samples.stored(Samples.text(3 * 4096, 1), Samples.SMALL_FRAMES);
    int data = object.length - (int) FrameTable.trailerBytes(3, true);
    for (int bit = data * 8; bit < object.length * 8; bit++) {
      object[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> FrameIndex.read(new StoredBytes(object), "object"))
          .isInstanceOf(ObjectFormatException.class);
      object[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  public void verifierTellsItsProgress() throws IOException {
    byte[] object = Samples.stored(Samples.random(100 * 4096 + 1, 1), Samples.SMALL_FRAMES);
    AtomicLong done = new AtomicLong();
    AtomicLong calls = new AtomicLong();
    FrameIndex index =
        ObjectVerifier.verify(
            new StoredBytes(object),
            "object",
            buffers,
            bytes -> {
              assertThat(bytes).isGreaterThan(done.getAndSet(bytes));
              calls.incrementAndGet();
            });
    assertThat(done).hasValue(index.length());
    assertThat(calls).hasValue(101);
  }

  @Test
  public void frameWithoutContentMustBeSkippableAndOfItsSize() throws IOException {
    byte[] good = {0x5F, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 9, 9, 9};
    byte[] wrongSize = good.clone();
    wrongSize[4] = 4;
    byte[] wrongMagic = good.clone();
    wrongMagic[0] = 0x28;
    assertThat(verify(good, 0, 0).length()).isZero();
    assertCorrupt(wrongSize, 0, 0, "is not a skippable frame of its size");
    assertCorrupt(wrongMagic, 0, 0, "is not a skippable frame of its size");
  }

  @Test
  public void frameMustBeOneZstdFrameThatDeclaresAndChecksItsContent() throws IOException {
    byte[] content = Samples.text(3000, 1);
    int crc = Crc32c.of(ByteBuffer.wrap(content));
    byte[] good = frame(content, true, true);
    assertThat(verify(good, 3000, crc).length()).isEqualTo(3000);
    assertCorrupt(frame(content, false, true), 3000, crc, "does not declare its content size");
    assertCorrupt(frame(content, true, false), 3000, crc, "no zstd content checksum");
    assertCorrupt(good, 2999, crc, "does not declare its content size of 2999 bytes");
    assertCorrupt(good, 3000, crc + 1, "recorded CRC32C");
    assertCorrupt(Samples.concat(good, new byte[1]), 3000, crc, "does not end where its zstd");
    byte[] first = frame(Arrays.copyOf(content, 1000), true, true);
    byte[] second = frame(Arrays.copyOfRange(content, 1000, 3000), true, true);
    assertCorrupt(Samples.concat(first, second), 3000, crc, "does not declare");
    assertCorrupt(
        Samples.concat(good, new byte[] {0x50, 0x2A, 0x4D, 0x18, 0, 0, 0, 0}),
        3000,
        crc,
        "does not end");
  }

  @Test
  public void headersOfZstdFramesAreChecked() {
    byte[] content = Samples.text(3000, 1);
    byte[] good = frame(content, true, true);
    for (int length = 0; length < good.length; length++) {
      assertThat(ZstdFrameCheck.brokenRule(ByteBuffer.wrap(good, 0, length), 3000)).isNotNull();
    }
    assertThat(withDescriptor(good, good[4] | 0x08)).contains("reserved bit");
    assertThat(withDescriptor(good, good[4] | 0x10)).isNull();
    assertThat(withDescriptor(good, good[4] | 0x01)).isEqualTo("it needs a dictionary");
    assertThat(withDescriptor(good, good[4] | 0x03)).isEqualTo("it needs a dictionary");
  }

  @Test
  public void everySizeOfContentSizeFieldIsUnderstood() {
    for (int size : new int[] {1, 255, 256, 257, 65_791, 65_792, 1 << 20}) {
      byte[] frame = frame(new byte[size], true, true);
      assertThat(ZstdFrameCheck.brokenRule(ByteBuffer.wrap(frame), size)).isNull();
      assertThat(ZstdFrameCheck.brokenRule(ByteBuffer.wrap(frame), size + 1)).isNotNull();
    }
  }

  private static String withDescriptor(byte[] frame, int descriptor) {
    byte[] changed = frame.clone();
    changed[4] = (byte) descriptor;
    return ZstdFrameCheck.brokenRule(ByteBuffer.wrap(changed), 3000);
  }

  private static byte[] frame(byte[] content, boolean contentSize, boolean checksum) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setContentSize(contentSize).setChecksum(checksum).compress(content);
    }
  }

  private FrameIndex verify(byte[] frame, int contentBytes, int crc) throws IOException {
    FrameTable table = new FrameTable();
    table.add(frame.length, contentBytes, crc);
    CollectingSink sink = new CollectingSink();
    sink.write(ByteBuffer.wrap(frame));
    table.writeTrailer(sink, 3, Samples.WRITE_ID);
    return ObjectVerifier.verify(new StoredBytes(sink.bytes()), "object", buffers, done -> {});
  }

  private void assertCorrupt(byte[] frame, int contentBytes, int crc, String rule) {
    assertThatThrownBy(() -> verify(frame, contentBytes, crc))
        .isInstanceOf(CorruptObjectException.class)
        .hasMessageContaining("Corrupt object object: frame 0 at 0:")
        .hasMessageContaining(rule);
  }
}
