package io.s3dl.codec;

import io.s3dl.format.CorruptObjectException;
import io.s3dl.format.ForeignObjectException;
import io.s3dl.format.Frame;
import io.s3dl.format.FrameIndex;
import io.s3dl.format.SeekTable;
import io.s3dl.format.SeekableReader;
import io.s3dl.io.BufferPool;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.apache.hadoop.fs.CanSetReadahead;
import org.apache.hadoop.io.compress.SplitCompressionInputStream;

/**
 * Reads the frames of a split, which are those that begin in it, and goes on behind them.
 *
 * <p>What a line reader goes by (Hadoop's CompressedSplitLineReader): no read returns bytes of two
 * frames, and the position is beyond the adjusted end as soon as a byte has been read of a frame
 * that begins there. So the reader of one split reads the line that goes on there, or begins there,
 * and that of the next one leaves it out.
 */
final class ZstdSplitInputStream extends SplitCompressionInputStream {

  /** Room for a frame and what is stored of it, and for those that are kept for the next ones. */
  private static final long BUFFER_BYTES = 64 << 20;

  /** What a store may be asked for at once, since all of a split is read. */
  private static final long READAHEAD_BYTES = 4 << 20;

  private final LentDecompressor lent;
  private final FrameSource source;
  private final byte[] single = new byte[1];
  private long position;
  private boolean closed;

  /** A file's frames from one on, and what becomes of the split's bounds. */
  private record Split(long start, long end, FrameSource source) {

    static Split nothing(long at) {
      return new Split(at, at, FrameSource.none());
    }
  }

  private ZstdSplitInputStream(InputStream in, LentDecompressor lent, Split split)
      throws IOException {
    super(in, split.start(), split.end());
    this.lent = lent;
    this.source = split.source();
    // Without frames of its own it is beyond its end before anything is read.
    this.position = split.start() < split.end() ? split.start() : split.end() + 1;
  }

  /**
   * Finds out which frames there are.
   *
   * @param in also {@link org.apache.hadoop.fs.Seekable}; this stream's from now on, except if this
   *     method fails; and so is the decompressor
   * @param end of the split; {@link Long#MAX_VALUE} for the file's, wherever that is
   */
  static ZstdSplitInputStream open(InputStream in, LentDecompressor lent, long start, long end)
      throws IOException {
    OpenFile file = OpenFile.of(in, end);
    readAhead(in);
    return new ZstdSplitInputStream(in, lent, split(in, lent, file, start, end));
  }

  /** The look at the file's end would have some streams take all that follows for random reads. */
  private static void readAhead(InputStream in) throws IOException {
    if (in instanceof CanSetReadahead stream) {
      try {
        stream.setReadahead(READAHEAD_BYTES);
      } catch (UnsupportedOperationException e) {
        // Then the stream knows best.
      }
    }
  }

  private static Split split(
      InputStream in, LentDecompressor lent, OpenFile file, long start, long end)
      throws IOException {
    BufferPool buffers = new BufferPool(BUFFER_BYTES);
    try {
      SeekableReader reader = SeekableReader.open(file, StreamNames.of(in), buffers);
      return ours(reader, buffers, start, end);
    } catch (ForeignObjectException e) {
      buffers.close();
      if (StreamNames.isOurs(in)) {
        throw e;
      }
    } catch (CorruptObjectException e) {
      buffers.close();
      if (StreamNames.isOurs(in) || !SeekTable.hasOthersBefore(file)) {
        throw e;
      }
    }
    Optional<SeekTable> table = SeekTable.read(file);
    if (table.isEmpty()) { // nobody but the reader of all frames knows where they begin
      return start > 0
          ? Split.nothing(file.length())
          : new Split(0, file.length(), new StreamedFrames(in, lent.get(), 0));
    }
    LongUnaryOperator firstFrom = table.get()::firstFrom;
    long from = firstOf(start, firstFrom);
    long to = firstOf(end, firstFrom);
    return from < to
        ? new Split(from, to, new StreamedFrames(in, lent.get(), from))
        : Split.nothing(to);
  }

  private static Split ours(SeekableReader reader, BufferPool buffers, long start, long end)
      throws IOException {
    FrameIndex index = reader.index();
    LongUnaryOperator firstFrom =
        place -> index.firstFrom(place).map(Frame::offset).orElse(index.storedBytes());
    long from = firstOf(start, firstFrom);
    long to = firstOf(end, firstFrom);
    if (from >= to) {
      reader.close();
      buffers.close();
      return Split.nothing(to);
    }
    int first = index.firstFrom(from).map(Frame::number).orElse(index.entryCount());
    return new Split(from, to, new IndexedFrames(reader, buffers, first));
  }

  /**
   * Where the first frame begins from a place on. The file's first frame belongs to the file's
   * beginning, also if something stands before it: whoever does not begin there leaves out a line.
   */
  private static long firstOf(long place, LongUnaryOperator firstFrom) {
    if (place <= 0) {
      return 0;
    }
    return firstFrom.applyAsLong(Math.max(place, firstFrom.applyAsLong(0) + 1));
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (closed) {
      throw new IOException("The stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    int count = source.read(bytes, offset, length);
    if (count > 0) {
      long frame = source.frameOffset();
      boolean passes = frame > getAdjustedEnd() && position <= getAdjustedEnd();
      if (passes) {
        throw new CorruptObjectException(
            StreamNames.of(in),
            "no frame begins at " + getAdjustedEnd() + ", where its seek table has one");
      }
      position = frame + 1;
    }
    return count;
  }

  @Override
  public long getPos() {
    return position;
  }

  /** Refuses: what a split is of does not change while it is read. */
  @Override
  public void resetState() {
    throw new UnsupportedOperationException("A split is read once");
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (lent;
          source) {
        super.close();
      }
    }
  }
}
