package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.fuzz.Fields;
import io.s3dl.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The parser of trailers: of any bytes, of bytes under a right index checksum, and of trailers made
 * field by field, of which it is known whether they are good.
 */
public final class TrailerFuzzer implements FuzzTarget {

  private static final String NAME = "an-object";
  private static final int HEAP_FLOOR = 128 << 10;
  private static final int HEAP_FACTOR = 6;
  private static final int RAW = 0;
  private static final int SEALED = 1;
  private static final int MADE = 2;

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    new TrailerFuzzer().run(input);
  }

  @Override
  public void run(byte[] input) throws IOException {
    Fields fields = new Fields(input);
    int kind = fields.upTo(MADE);
    if (kind == MADE) {
      MadeTrailer made = MadeTrailer.of(fields);
      FrameIndex index = read(made.bytes(), made.objectBytes());
      assertThat(index != null).isEqualTo(made.isGood());
      return;
    }
    long dataBytes = Math.max(0, fields.integer());
    byte[] trailer = fields.rest();
    if (kind == SEALED) {
      Trailer.seal(trailer);
    }
    if (read(trailer, dataBytes + trailer.length) != null) {
      byte[] sealed = trailer.clone();
      Trailer.seal(sealed);
      assertThat(sealed).isEqualTo(trailer);
    }
  }

  /** Reads the index in both ways, which agree; null if it is refused. */
  private static FrameIndex read(byte[] trailer, long objectBytes) throws IOException {
    SparseObject object = new SparseObject(objectBytes, trailer);
    FrameIndex[] index = new FrameIndex[1];
    ObjectFormatException[] refusal = new ObjectFormatException[1];
    long most =
        HEAP_FLOOR
            + HEAP_FACTOR * (trailer.length + Math.min(objectBytes, FrameIndex.MAX_TAIL_BYTES));
    HeapBound.check(
        () -> most,
        () -> {
          try {
            index[0] = FrameIndex.read(object, NAME);
          } catch (ObjectFormatException e) {
            refusal[0] = e;
          }
        });
    if (refusal[0] != null) {
      assertThat(refusal[0]).hasMessageContaining(NAME);
      checkRefusedInPieces(trailer, objectBytes, refusal[0]);
      return null;
    }
    checkIndex(index[0], objectBytes);
    return index[0];
  }

  /** Whoever holds the tail already comes to the same conclusion. */
  private static void checkRefusedInPieces(
      byte[] trailer, long objectBytes, ObjectFormatException refusal) {
    ByteBuffer tail = ByteBuffer.wrap(trailer);
    if (trailer.length < Math.min(objectBytes, 17)) {
      return;
    }
    try {
      if (FrameIndex.tailBytes(tail, objectBytes, NAME) <= trailer.length) {
        FrameIndex.parse(tail, objectBytes, NAME);
        throw new AssertionError("Refused only when it is read", refusal);
      }
    } catch (ObjectFormatException e) {
      assertThat(e).hasSameClassAs(refusal).hasMessage(refusal.getMessage());
    }
  }

  private static void checkIndex(FrameIndex index, long objectBytes) throws IOException {
    assertThat(index.storedBytes()).isEqualTo(objectBytes);
    long stored = 0;
    long content = 0;
    for (int entry = 0; entry < index.entryCount(); entry++) {
      Frame frame = index.frame(entry);
      assertThat(frame.offset()).isEqualTo(stored);
      assertThat(frame.contentOffset()).isEqualTo(content);
      stored = frame.end();
      content = frame.contentEnd();
      if (frame.contentBytes() > 0) {
        assertThat(index.frameAt(frame.contentOffset())).isEqualTo(frame);
        assertThat(index.frameAt(content - 1)).isEqualTo(frame);
      }
    }
    assertThat(index.dataBytes()).isEqualTo(stored);
    assertThat(index.length()).isEqualTo(content);
    checkRewritten(index);
  }

  /** An append, which takes the frames over, writes an index that is as good. */
  private static void checkRewritten(FrameIndex index) throws IOException {
    FrameTable table = new FrameTable();
    table.addAll(index);
    CollectingSink sink = new CollectingSink();
    long trailerBytes = table.writeTrailer(sink, index.level(), Samples.WRITE_ID);
    FrameIndex again =
        FrameIndex.parse(ByteBuffer.wrap(sink.bytes()), index.dataBytes() + trailerBytes, NAME);
    assertThat(again.length()).isEqualTo(index.length());
    assertThat(again.crc32c()).isEqualTo(index.crc32c());
    assertThat(again.frameCount()).isEqualTo(index.frameCount());
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String name : Vectors.names("", true)) {
      byte[] object = Vectors.stored(name);
      int kept = Math.min(object.length, 700);
      ByteBuffer seed = ByteBuffer.allocate(5 + kept);
      seed.putInt(1, Integer.reverseBytes(object.length - kept));
      seed.position(5).put(object, object.length - kept, kept);
      seeds.add(seed.array().clone());
      seeds.add(seed.put(0, (byte) SEALED).array());
    }
    seeds.add(new byte[] {RAW});
    for (int i = 0; i < 4; i++) {
      // All of it after the rules, then with one thing after the other that is not.
      seeds.add(Samples.concat(new byte[] {MADE, (byte) i}, Samples.text(40 * i, i)));
      for (int at = 0; at < 40 * i; at++) {
        seeds.add(Samples.concat(new byte[] {MADE, (byte) i}, Samples.text(40 * i, i)));
        seeds.get(seeds.size() - 1)[2 + at] = (byte) 0xf0;
      }
    }
    return seeds;
  }
}
