package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.Test;

public class FrameIndexTest {

  private static byte[] trailer(FrameTable table) throws IOException {
    CollectingSink sink = new CollectingSink();
    table.writeTrailer(sink, 3, Samples.WRITE_ID);
    return sink.bytes();
  }

  private static byte[] claiming(long entries, long indexFrameBytes) {
    ByteBuffer footer = ByteBuffer.allocate(17).order(ByteOrder.LITTLE_ENDIAN);
    footer.putInt((int) indexFrameBytes).putInt(0);
    footer.putInt((int) entries).put((byte) 0).putInt(Layout.SEEKABLE_MAGIC);
    return footer.array();
  }

  @Test
  public void tellsWhatTheWriterWrote() throws IOException {
    byte[] content = Samples.text(10_000, 1);
    byte[] stored = Samples.stored(content, Samples.SMALL_FRAMES);
    FrameIndex index = FrameIndex.read(new StoredBytes(stored), "object");
    assertThat(index.length()).isEqualTo(10_000);
    assertThat(index.crc32c()).isEqualTo(Crc32c.of(ByteBuffer.wrap(content)));
    assertThat(index.level()).isEqualTo(3);
    assertThat(index.writeId()).isEqualTo(Samples.WRITE_ID);
    assertThat(index.entryCount()).isEqualTo(3);
    assertThat(index.frameCount()).isEqualTo(3);
    assertThat(index.storedBytes()).isEqualTo(stored.length);
    assertThat(index.dataBytes()).isEqualTo(stored.length - FrameTable.trailerBytes(3, true));
    Frame second = index.frame(1);
    assertThat(second.contentOffset()).isEqualTo(4096);
    assertThat(second.contentBytes()).isEqualTo(4096);
    assertThat(second.offset()).isEqualTo(index.frame(0).storedBytes());
    assertThat(second.crc32c()).isEqualTo(Crc32c.of(ByteBuffer.wrap(content, 4096, 4096)));
    assertThat(index.frame(2).contentEnd()).isEqualTo(10_000);
  }

  @Test
  public void writeIdStandsInTheObjectInItsUsualByteOrder() throws IOException {
    byte[] stored = Samples.stored(new byte[0], Samples.SMALL_FRAMES);
    assertThat(Arrays.copyOfRange(stored, 36, 52))
        .isEqualTo(
            new byte[] {
              0x00,
              0x11,
              0x22,
              0x33,
              0x44,
              0x55,
              0x66,
              0x77,
              (byte) 0x88,
              (byte) 0x99,
              (byte) 0xaa,
              (byte) 0xbb,
              (byte) 0xcc,
              (byte) 0xdd,
              (byte) 0xee,
              (byte) 0xff
            });
  }

  @Test
  public void findsTheFrameOfEachPositionPastFramesWithoutContent() {
    FrameTable table = new FrameTable();
    int[] contents = {0, 5, 0, 0, 7, 1, 0, 9, 0};
    for (int content : contents) {
      table.add(20, content, 0);
    }
    FrameIndex index = table.toIndex(3, Samples.WRITE_ID);
    assertThat(index.entryCount()).isEqualTo(9);
    assertThat(index.frameCount()).isEqualTo(4);
    int position = 0;
    for (int entry = 0; entry < contents.length; entry++) {
      for (int i = 0; i < contents[entry]; i++) {
        assertThat(index.frameAt(position).number()).isEqualTo(entry);
        position++;
      }
    }
    assertThatThrownBy(() -> index.frameAt(22)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> index.frameAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> index.frame(9)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  public void writersIndexEqualsTheReaders() throws IOException {
    FrameTable table = new FrameTable();
    for (int i = 0; i < 1000; i++) {
      table.add(1000 + i, 1 + i, i);
    }
    SparseObject object = new SparseObject(table.storedBytes() + 12_081, trailer(table));
    FrameIndex read = FrameIndex.read(object, "object");
    FrameIndex written = table.toIndex(3, Samples.WRITE_ID);
    assertThat(read).usingRecursiveComparison().isEqualTo(written);
  }

  @Test
  public void likelyTailIsWholeOfSmallObjectsAndNeverMoreThanTheObject() {
    for (int size : new int[] {0, 1, 61, 1000, 64 << 10}) {
      assertThat(FrameIndex.likelyTailBytes(size)).isEqualTo(size);
    }
    for (long size = 65_537; size > 0; size = size * 3 / 2) {
      assertThat((long) FrameIndex.likelyTailBytes(size)).isBetween(16L << 10, 4L << 20);
      assertThat((long) FrameIndex.likelyTailBytes(size)).isLessThanOrEqualTo(size);
    }
    assertThat(FrameIndex.likelyTailBytes(Long.MAX_VALUE)).isEqualTo(4 << 20);
  }

  @Test
  public void likelyTailHoldsTheIndexOfContentThatShrinksTenfold() {
    for (long content = 1 << 20; content <= 1L << 42; content *= 4) {
      long frames = 0;
      for (long done = 0; done < content; frames++) {
        done += FrameOptions.DEFAULT.frameBytesAt((int) frames);
      }
      assertThat((long) FrameIndex.likelyTailBytes(content / 10))
          .isGreaterThanOrEqualTo(Math.min(FrameTable.trailerBytes(frames, true), 4 << 20));
    }
  }

  @Test
  public void usualObjectTakesOneReadAndManyFramesTwo() throws IOException {
    StoredBytes usual =
        new StoredBytes(Samples.stored(Samples.random(200_000, 1), FrameOptions.DEFAULT));
    assertThat(FrameIndex.read(usual, "usual").length()).isEqualTo(200_000);
    assertThat(usual.reads).hasValue(1);

    FrameTable table = new FrameTable();
    for (int i = 0; i < 20_000; i++) {
      table.add(20, 4096, i);
    }
    byte[] trailer = trailer(table);
    SparseObject many = new SparseObject(table.storedBytes() + trailer.length, trailer);
    assertThat(FrameIndex.read(many, "many").frameCount()).isEqualTo(20_000);
    assertThat(many.reads).isEqualTo(2);
    assertThat(many.largestRead).isEqualTo(trailer.length);
  }

  @Test
  public void fiveTebibytesHaveATailOfAFewMebibytes() throws IOException {
    FrameTable table = new FrameTable();
    long content = 0;
    while (content < 5L << 40) {
      int frame = FrameOptions.DEFAULT.frameBytesAt(table.entryCount());
      table.add(frame / 4, frame, table.entryCount());
      content += frame;
    }
    byte[] trailer = trailer(table);
    assertThat(trailer.length).isBetween(3 << 20, 6 << 20);
    SparseObject object = new SparseObject(table.storedBytes() + trailer.length, trailer);
    FrameIndex index = FrameIndex.read(object, "huge");
    assertThat(index.length()).isEqualTo(content);
    assertThat(index.frameAt(content - 1).number()).isEqualTo(table.entryCount() - 1);
  }

  @Test
  public void parseSaysHowMuchTailItNeeds() throws IOException {
    byte[] stored = Samples.stored(Samples.text(50_000, 1), Samples.SMALL_FRAMES);
    long needed = FrameTable.trailerBytes(13, true);
    ByteBuffer end = ByteBuffer.wrap(stored, stored.length - 17, 17);
    assertThat(FrameIndex.tailBytes(end, stored.length, "object")).isEqualTo(needed);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameIndex.parse(end, stored.length, "object"))
        .withMessageContaining("object");
    ByteBuffer tail = ByteBuffer.wrap(stored, stored.length - (int) needed, (int) needed);
    assertThat(FrameIndex.parse(tail, stored.length, "object").length()).isEqualTo(50_000);
    assertThat(tail.remaining()).isEqualTo(needed);
  }

  @Test
  public void directTailIsParsed() throws IOException {
    byte[] stored = Samples.stored(Samples.text(50_000, 1), Samples.SMALL_FRAMES);
    ByteBuffer tail = ByteBuffer.allocateDirect(stored.length).put(stored).flip();
    assertThat(FrameIndex.parse(tail, stored.length, "object").length()).isEqualTo(50_000);
  }

  @Test
  public void hugeClaimsReadAndAllocateLittle() {
    long[][] claims = {
      {1 << 22, 100},
      {(1 << 22) + 1, 100},
      {0xFFFFFFFFL, 0xFFFFFFFFL},
      {1, 0xFFFFFFFFL},
      {1, 1 << 30}
    };
    for (long[] claim : claims) {
      SparseObject small = new SparseObject(1 << 20, claiming(claim[0], claim[1]));
      assertThatExceptionOfType(ForeignObjectException.class)
          .isThrownBy(() -> FrameIndex.read(small, "small"));
      assertThat(small.largestRead).isEqualTo(FrameIndex.likelyTailBytes(1 << 20));
    }
    for (long[] claim : new long[][] {{1, 0xFFFFFFFFL}, {1 << 22, 36 + (4 << 22)}}) {
      SparseObject large = new SparseObject(1L << 40, claiming(claim[0], claim[1]));
      assertThatExceptionOfType(ForeignObjectException.class)
          .isThrownBy(() -> FrameIndex.read(large, "large"));
      assertThat(large.largestRead).isLessThanOrEqualTo(4 << 20);
    }
  }

  @Test
  public void contentThatSoManyStoredBytesCannotHoldIsFoundWithTheIndex() throws IOException {
    int most = 20 / 4 * (128 << 10);
    for (int content : new int[] {most, most + 1, 128 << 20}) {
      FrameTable table = new FrameTable();
      table.add(20, content, 7);
      byte[] trailer = trailer(table);
      SparseObject object = new SparseObject(20 + trailer.length, trailer);
      if (content == most) {
        assertThat(FrameIndex.read(object, "object").length()).isEqualTo(most);
        continue;
      }
      assertThatThrownBy(() -> FrameIndex.read(object, "object"))
          .isInstanceOf(CorruptObjectException.class)
          .hasMessage(
              "Corrupt object object: frame 0 holds " + content + " bytes, more than 20 can");
    }
  }

  @Test
  public void manyExtensionsAreReadAfterALookAtTheIndexFrame() throws IOException {
    // Three extensions of 60,000 bytes that no reader has to know.
    ByteBuffer payload = ByteBuffer.allocate(28 + 3 * 60_004).order(ByteOrder.LITTLE_ENDIAN);
    payload.putInt(Layout.INDEX_MAGIC).put((byte) 1).put((byte) 0).put((byte) 3).put((byte) 0);
    payload.putLong(0).putInt(0).putInt(0);
    for (int i = 0; i < 3; i++) {
      payload.putShort((short) 77).putShort((short) 60_000).position(payload.position() + 60_000);
    }
    ByteBuffer seek = ByteBuffer.allocate(25).order(ByteOrder.LITTLE_ENDIAN);
    seek.putInt(Layout.SEEK_FRAME_MAGIC)
        .putInt(17)
        .put(claiming(1, 8L + payload.capacity()))
        .flip();
    int payloadCrc = Crc32c.of(payload.duplicate().flip());
    payload.putInt(Crc32c.combine(payloadCrc, Crc32c.of(seek), 25)).flip();
    ByteBuffer object =
        ByteBuffer.allocate(8 + payload.limit() + 25).order(ByteOrder.LITTLE_ENDIAN);
    object.putInt(Layout.INDEX_FRAME_MAGIC).putInt(payload.limit()).put(payload).put(seek);
    StoredBytes stored = new StoredBytes(object.array());
    FrameIndex index = FrameIndex.read(stored, "object");
    assertThat(index.length()).isZero();
    assertThat(index.writeId()).isEmpty();
    assertThat(stored.reads).hasValue(3);
  }

  @Test
  public void errorsNameObjectAndRule() throws IOException {
    byte[] stored = Samples.stored(Samples.text(50_000, 1), Samples.SMALL_FRAMES);
    byte[] torn = Arrays.copyOf(stored, stored.length - 1);
    assertThatThrownBy(() -> FrameIndex.read(new StoredBytes(torn), "s3dl://bucket/torn"))
        .isInstanceOf(ForeignObjectException.class)
        .hasMessage("Not an s3dl object: s3dl://bucket/torn: it does not end in a seek table");
    assertThatThrownBy(() -> FrameIndex.read(new StoredBytes(new byte[60]), "short"))
        .isInstanceOf(ForeignObjectException.class)
        .hasMessageContaining("shorter than an empty object (61 bytes)");
    stored[stored.length - 30]++;
    assertThatThrownBy(() -> FrameIndex.read(new StoredBytes(stored), "damaged"))
        .isInstanceOf(CorruptObjectException.class)
        .hasMessage("Corrupt object damaged: the index checksum does not match");
  }
}
