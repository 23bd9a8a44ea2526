package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.Contents;
import io.s3dl.fuzz.Fields;
import io.s3dl.fuzz.FuzzTarget;
import io.s3dl.io.BufferPool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Writes and appends as the input says: each object that is finished is good and holds what was
 * written, beside a plain array that takes the same bytes.
 */
public final class RoundTripFuzzer implements FuzzTarget {

  private static final int MOST_OBJECTS = 4;
  private static final int MOST_CONTENT = 48 << 10;

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    new RoundTripFuzzer().run(input);
  }

  @Override
  public void run(byte[] input) throws IOException {
    Fields fields = new Fields(input);
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    byte[] object = {};
    FrameIndex index = null;
    for (int i = 0; i < MOST_OBJECTS && !fields.isEmpty(); i++) {
      FrameTable table = new FrameTable();
      CollectingSink sink = new CollectingSink();
      if (index != null) {
        keep(fields.upTo(1) == 1, object, index, table, sink);
      }
      FrameIndex written = append(fields, table, sink, model);
      object = sink.bytes();
      index = checkObject(object, model.toByteArray());
      assertThat(written.storedBytes()).isEqualTo(object.length);
      assertThat(written.entryCount()).isEqualTo(index.entryCount());
      assertThat(written.crc32c()).isEqualTo(index.crc32c());
      assertThat(written.level()).isEqualTo(index.level());
    }
  }

  /** Keeps the frames of an object, and on demand its former trailer. */
  private static void keep(
      boolean trailer, byte[] object, FrameIndex index, FrameTable table, CollectingSink sink) {
    table.addAll(index);
    int dataBytes = (int) index.dataBytes();
    sink.write(ByteBuffer.wrap(object, 0, trailer ? object.length : dataBytes));
    if (trailer) {
      int seekTable = Layout.seekTableBytes(index.entryCount() + 1);
      table.add(object.length - dataBytes - seekTable, 0, 0);
      table.add(seekTable, 0, 0);
    }
  }

  private static FrameIndex append(
      Fields fields, FrameTable table, CollectingSink sink, ByteArrayOutputStream model)
      throws IOException {
    FrameOptions options = new FrameOptions(1 + fields.upTo(5), 4096 + 16 * fields.octet());
    int maxInFlight = 1 + fields.upTo(2);
    BufferPool buffers = new BufferPool(4096L << fields.upTo(5));
    try (SeekableWriter writer =
        new SeekableWriter(
            sink, options, table, Samples.WRITE_ID, Runnable::run, buffers, maxInFlight)) {
      for (int writes = fields.upTo(7); writes > 0 && model.size() < MOST_CONTENT; writes--) {
        byte[] content = content(fields);
        int step = 1 + (fields.upTo(1) == 0 ? content.length : fields.octet());
        for (int at = 0; at < content.length; at += step) {
          writer.write(content, at, Math.min(step, content.length - at));
        }
        model.write(content);
      }
      writer.finish();
      return writer.index();
    } finally {
      assertThat(buffers.lentBuffers()).isZero();
    }
  }

  private static byte[] content(Fields fields) {
    int kind = fields.upTo(3);
    int length = (fields.octet() << 8 | fields.octet()) % (10 << 10);
    return switch (kind) {
      case 0 -> fields.bytes(length);
      case 1 -> Samples.text(length, fields.octet());
      case 2 -> Samples.random(length, fields.octet());
      default -> new byte[length];
    };
  }

  private static FrameIndex checkObject(byte[] object, byte[] content) throws IOException {
    ObjectProbe probe = new ObjectProbe();
    ObjectProbe.Outcome outcome = probe.probe(object);
    assertThat(outcome.isGood()).isTrue();
    assertThat(outcome.isRead()).isTrue();
    assertThat(Arrays.equals(probe.content(), content)).isTrue();
    FrameIndex index = outcome.index().orElseThrow();
    assertThat(index.crc32c()).isEqualTo(Contents.crc32c(content, content.length));
    probe.probeAgain(object, outcome, 2);
    return index;
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        new byte[] {},
        new byte[] {2, 0, 0, 5, 1, 1, 60, 7, 3, 0},
        new byte[] {2, 255 - 256, 1, 5, 3, 1, 60, 7, 3, 0, 2, 9, 9, 1, 1, 200 - 256, 3, 40, 1, 0},
        new byte[] {0, 0, 2, 0, 1, 0, 0, 4, 'a', 'b', 'c', 'd', 0, 1, 2, 0, 0, 1, 1, 2, 0, 7, 0},
        Samples.random(300, 3));
  }
}
