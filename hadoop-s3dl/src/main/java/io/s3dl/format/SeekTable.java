package io.s3dl.format;

import io.s3dl.io.PositionedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The seek table at the end of an object of Zstandard's seekable format, whoever has written it:
 * where its frames begin. Of ours, {@link FrameIndex} says more. What it says of frames is to be
 * held against what is found there. Immutable.
 */
public final class SeekTable {

  private static final int CHECKSUM_FLAG = 0x80;
  private static final int RESERVED_BITS = 0x7C;

  /** What an entry has more where the format's checksums are used. */
  private static final int CHECKSUM_BYTES = 4;

  private final long[] starts;
  private final long storedBytes;
  private final long accountedBytes;

  /**
   * Takes over the array of where frames with content begin, in ascending order.
   *
   * @param accountedBytes what the frames and the table take
   */
  private SeekTable(long[] starts, long storedBytes, long accountedBytes) {
    this.starts = starts;
    this.storedBytes = storedBytes;
    this.accountedBytes = accountedBytes;
  }

  /**
   * Reads it, with two reads at most.
   *
   * @return empty if there is none, or one that does not account for every byte of the object
   */
  public static Optional<SeekTable> read(PositionedReader stored) throws IOException {
    return readAny(stored).filter(table -> table.accountedBytes == table.storedBytes);
  }

  /**
   * Whether there is a table that accounts for less than the object: for the last of several that
   * stand one behind the other.
   */
  public static boolean hasOthersBefore(PositionedReader stored) throws IOException {
    return readAny(stored).filter(table -> table.accountedBytes < table.storedBytes).isPresent();
  }

  private static Optional<SeekTable> readAny(PositionedReader stored) throws IOException {
    long size = stored.length();
    if (size < Layout.seekTableBytes(0)) {
      return Optional.empty();
    }
    ByteBuffer footer = read(stored, size - Layout.SEEK_FOOTER_BYTES, Layout.SEEK_FOOTER_BYTES);
    long entries = Integer.toUnsignedLong(footer.getInt(0));
    int descriptor = Byte.toUnsignedInt(footer.get(4));
    if (footer.getInt(5) != Layout.SEEKABLE_MAGIC
        || (descriptor & RESERVED_BITS) != 0
        || entries > Layout.MAX_ENTRIES) {
      return Optional.empty();
    }
    int entryBytes =
        Layout.SEEK_ENTRY_BYTES + ((descriptor & CHECKSUM_FLAG) != 0 ? CHECKSUM_BYTES : 0);
    long payload = entries * entryBytes + Layout.SEEK_FOOTER_BYTES;
    long tableBytes = Layout.SKIPPABLE_HEADER_BYTES + payload;
    if (tableBytes > size) {
      return Optional.empty();
    }
    ByteBuffer table = read(stored, size - tableBytes, (int) tableBytes);
    if (table.getInt(0) != Layout.SEEK_FRAME_MAGIC
        || Integer.toUnsignedLong(table.getInt(4)) != payload) {
      return Optional.empty();
    }
    return Optional.of(of(table, (int) entries, entryBytes, size));
  }

  /** Where the first frame with content begins at or behind a place; the object's end if none. */
  public long firstFrom(long place) {
    int found = Arrays.binarySearch(starts, place);
    int next = found >= 0 ? found : -found - 1;
    return next < starts.length ? starts[next] : storedBytes;
  }

  private static SeekTable of(ByteBuffer table, int entries, int entryBytes, long size) {
    LongStream.Builder starts = LongStream.builder();
    long at = 0;
    for (int i = 0; i < entries; i++) {
      int entry = Layout.SKIPPABLE_HEADER_BYTES + i * entryBytes;
      if (table.getInt(entry + 4) != 0) {
        starts.add(at);
      }
      at += Integer.toUnsignedLong(table.getInt(entry));
    }
    return new SeekTable(starts.build().toArray(), size, at + table.limit());
  }

  private static ByteBuffer read(PositionedReader stored, long offset, int count)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    stored.readFully(offset, bytes);
    return bytes.flip();
  }
}
