package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.s3dl.fuzz.Fields;
import io.s3dl.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Single frames under true checksums, zstd's own included: those that zstd decodes and the format
 * allows are read, all others are refused; nothing is written beside the room for the content.
 */
public final class FrameFuzzer implements FuzzTarget {

  private static final int MOST_CONTENT = 256 << 10;

  /** Those of a frame that holds a byte. */
  private static final int LEAST_BYTES = 14;

  private static final int CHECKSUM_FLAG = 4;
  private static final int GUARD_BYTES = 64;
  private static final byte GUARD = 0x5a;

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    new FrameFuzzer().run(input);
  }

  @Override
  public void run(byte[] input) throws IOException {
    Fields fields = new Fields(input);
    boolean repaired = fields.upTo(1) == 1;
    boolean lies = fields.rarely();
    int lie = fields.integer() & 0x7fff_ffff;
    int crcError = fields.rarely() ? fields.octet() : 0;
    byte[] frame = fields.rest();
    if (frame.length < LEAST_BYTES) {
      return;
    }
    Optional<byte[]> content = repaired ? repair(frame) : decode(frame);
    int claim = lies || content.isEmpty() ? lie % (MOST_CONTENT + 1) : content.get().length;
    int right = Crc32c.of(ByteBuffer.wrap(content.orElse(new byte[0])));
    Frame said = new Frame(0, 0, frame.length, 0, claim, claim == 0 ? 0 : right ^ crcError);
    boolean honest = content.isPresent() && content.get().length == claim && said.crc32c() == right;
    Optional<byte[]> expected =
        claim == 0 || ZstdFrameCheck.brokenRule(ByteBuffer.wrap(frame), claim) != null || !honest
            ? Optional.empty()
            : content;
    checkReading(said, frame, expected);
    decodeBetweenGuards(said, frame);
  }

  private static byte[] object(Frame said, byte[] frame) throws IOException {
    FrameTable table = new FrameTable();
    table.add(said.storedBytes(), said.contentBytes(), said.crc32c());
    CollectingSink sink = new CollectingSink();
    sink.write(ByteBuffer.wrap(frame));
    table.writeTrailer(sink, 3, Samples.WRITE_ID);
    return sink.bytes();
  }

  private static void checkReading(Frame said, byte[] frame, Optional<byte[]> expected)
      throws IOException {
    byte[] object = object(said, frame);
    ObjectProbe probe = new ObjectProbe();
    ObjectProbe.Outcome outcome = probe.probe(object);
    if (said.contentBytes() == 0) { // without content, so that only the verifier looks at it
      ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
      boolean skippable = header.getInt(0) >>> 4 == Layout.SKIPPABLE_MAGIC >>> 4;
      assertThat(outcome.isRead()).isTrue();
      assertThat(outcome.isGood()).isEqualTo(skippable && header.getInt(4) == frame.length - 8);
      return;
    }
    assertThat(outcome.isGood()).isEqualTo(expected.isPresent());
    assertThat(outcome.isRead()).isEqualTo(expected.isPresent());
    if (expected.isPresent()) {
      assertThat(probe.content()).isEqualTo(expected.get());
      probe.probeAgain(object, outcome, 2);
    }
  }

  /** Decodes with direct memory of others on both sides, which stays as it is. */
  private static void decodeBetweenGuards(Frame frame, byte[] bytes) {
    byte[] guard = new byte[GUARD_BYTES];
    Arrays.fill(guard, GUARD);
    int room = frame.contentBytes();
    ByteBuffer memory = ByteBuffer.allocateDirect(room + 2 * GUARD_BYTES);
    memory.put(guard).position(GUARD_BYTES + room).put(guard);
    ByteBuffer stored = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    try (FrameDecoder decoder = new FrameDecoder("frame")) {
      decoder.decode(frame, stored, memory.slice(GUARD_BYTES, room));
    } catch (CorruptObjectException e) {
      assertThat(e).hasMessageContaining("frame 0 at 0");
    }
    assertThat(memory.slice(0, GUARD_BYTES)).isEqualTo(ByteBuffer.wrap(guard));
    assertThat(memory.slice(GUARD_BYTES + room, GUARD_BYTES)).isEqualTo(ByteBuffer.wrap(guard));
  }

  /** What zstd itself makes of stored bytes, if that is not too much. */
  private static Optional<byte[]> decode(byte[] stored) {
    byte[] room = new byte[MOST_CONTENT];
    try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
      int count = context.decompressByteArray(room, 0, room.length, stored, 0, stored.length);
      return Optional.of(Arrays.copyOf(room, count));
    } catch (ZstdException e) {
      return Optional.empty();
    }
  }

  /** Gives a frame that otherwise decodes the content checksum that it needs. */
  private static Optional<byte[]> repair(byte[] frame) {
    byte[] bare = Arrays.copyOf(frame, frame.length - Layout.CRC_BYTES);
    bare[4] &= (byte) ~CHECKSUM_FLAG;
    Optional<byte[]> content = decode(bare);
    if (content.isPresent()) {
      byte[] other = compressed(content.get(), 1);
      frame[4] |= CHECKSUM_FLAG;
      System.arraycopy(
          other,
          other.length - Layout.CRC_BYTES,
          frame,
          frame.length - Layout.CRC_BYTES,
          Layout.CRC_BYTES);
    }
    return content;
  }

  private static byte[] compressed(byte[] content, int level) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setLevel(level).setContentSize(true).setChecksum(true).compress(content);
    }
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    byte[] repaired = {1, 0, 0, 0, 0, 0, 0};
    byte[] asItIs = {0, 0, 0, 0, 0, 0, 0};
    for (int size : new int[] {1, 100, 300, 3000, 150_000}) {
      for (int level : new int[] {1, 3, 19}) {
        seeds.add(Samples.concat(repaired, compressed(new byte[size], level)));
        if (size <= 3000) {
          seeds.add(Samples.concat(repaired, compressed(Samples.text(size, 1), level)));
          seeds.add(Samples.concat(asItIs, compressed(Samples.text(size, 2), level)));
        }
      }
    }
    seeds.add(Samples.concat(repaired, compressed(Samples.random(300, 1), 1)));
    byte[] good = compressed(Samples.text(300, 1), 3);
    seeds.add(Samples.concat(new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf0, 1}, good));
    seeds.add(Samples.concat(new byte[] {0, (byte) 0xf0, 44, 1, 0, 0, 0}, good));
    seeds.add(Samples.concat(asItIs, good, good));
    seeds.add(Samples.concat(asItIs, Zstd.compress(Samples.text(300, 1)))); // without a checksum
    byte[] skippable = {0x5f, 0x2A, 0x4D, 0x18, 7, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7};
    seeds.add(Samples.concat(asItIs, skippable));
    seeds.add(Samples.concat(asItIs, skippable, new byte[] {0x50, 0x2A, 0x4D, 0x18, 0, 0, 0, 0}));
    seeds.add(Samples.concat(asItIs, good, skippable));
    return seeds;
  }
}
