package io.s3dl.format;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An object to be damaged, with its content. Not to be changed: damage copies. */
final class DamageSample {

  private final byte[] content;
  private final byte[] object;
  private final FrameIndex index;
  private final DamageSample former;

  private DamageSample(byte[] content, byte[] object, DamageSample former) throws IOException {
    this.content = content;
    this.object = object;
    this.index = FrameIndex.parse(ByteBuffer.wrap(object), object.length, "sample");
    this.former = former;
  }

  /** About 100 kB: longer than what is read whole with its tail. */
  static DamageSample large(long seed) throws IOException {
    byte[] first =
        Samples.concat(
            Samples.text(5 * 8192, seed), Samples.random(30_000, seed), new byte[2 * 8192]);
    byte[] second = Samples.concat(Samples.random(20_000, seed + 1), Samples.text(50_001, seed));
    return of(new FrameOptions(3, 8192), first, second);
  }

  /** Short enough to be read whole with its tail. */
  static DamageSample small(long seed) throws IOException {
    return of(Samples.SMALL_FRAMES, Samples.text(4096 + 50, seed), Samples.random(500, seed));
  }

  /** An object of one piece of content. */
  static DamageSample of(FrameOptions options, byte[] content) throws IOException {
    return new DamageSample(content, Samples.stored(content, options), null);
  }

  /**
   * The same in two pieces, of which the second was appended as a store does that cannot take the
   * former trailer away, whose two frames stay in the middle.
   */
  private static DamageSample of(FrameOptions options, byte[] first, byte[] second)
      throws IOException {
    DamageSample former = of(options, first);
    FrameTable table = new FrameTable();
    table.addAll(former.index);
    int seekTable = Layout.seekTableBytes(former.index.entryCount() + 1);
    int dataBytes = (int) former.index.dataBytes();
    table.add(former.object.length - dataBytes - seekTable, 0, 0);
    table.add(seekTable, 0, 0);
    CollectingSink sink = new CollectingSink();
    sink.write(ByteBuffer.wrap(former.object));
    Samples.write(sink, table, second, options);
    return new DamageSample(Samples.concat(first, second), sink.bytes(), former);
  }

  byte[] content() {
    return content;
  }

  byte[] object() {
    return object;
  }

  FrameIndex index() {
    return index;
  }

  /** The object before the second piece was appended. */
  DamageSample former() {
    return former;
  }

  /** The frame that a stored byte belongs to, or null if it is one of index or seek table. */
  Frame frameOf(int position) {
    for (int entry = 0; entry < index.entryCount(); entry++) {
      if (position < index.frame(entry).end()) {
        return index.frame(entry);
      }
    }
    return null;
  }
}
