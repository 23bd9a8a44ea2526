package io.s3dl.format;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Decodes a stream of Zstandard frames as its bytes come, whoever has written them: one frame or
 * many, with or without known sizes and checksums, and skippable ones in between. What an index
 * frame of ours says of the frames before it is held against them.
 *
 * <p>A frame whose content is no larger than 16 MiB and said to be so large is returned only when
 * all of it has come and its checksum, if it has one, is right; of others what comes is returned.
 * For one thread at a time; whoever created it closes it.
 */
public final class ZstdStreamDecoder implements AutoCloseable {

  /** What of a frame is kept until it is known to be whole. */
  static final int MAX_HELD_BYTES = 16 << 20;

  private static final int CHUNK_BYTES = 128 << 10;

  /** Larger buffers are not kept for the next stream. */
  private static final int MAX_KEPT_BYTES = 4 << 20;

  /** What Zstandard keeps of a frame with a larger window is not kept for the next stream. */
  private static final long MAX_KEPT_WINDOW = 8 << 20;

  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0).asReadOnlyBuffer();

  /** What comes next. */
  private enum State {
    HEADER,
    CONTENT,
    INDEX,
    SKIPPED
  }

  private final ByteBuffer staged = ByteBuffer.allocateDirect(CHUNK_BYTES).limit(0);
  private final ByteBuffer header =
      ByteBuffer.allocateDirect(FrameHeader.MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer index =
      ByteBuffer.allocate(Layout.INDEX_FIXED_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final FrameSums sums = new FrameSums();

  /** Null as long as none is needed. */
  private NativeContext<ZstdDecompressCtx> context;

  private long contextsOpened;
  private long largestWindow;
  private CorruptObjectException failure;
  private State state = State.HEADER;
  private ByteBuffer room = NOTHING;

  /** What can be returned; empty while {@link #room} is being filled. */
  private ByteBuffer content = NOTHING;

  private boolean held;
  private long skip;
  private long taken;
  private long frameOffset;
  private long contentOffset;
  private boolean closed;

  /**
   * Decodes: takes bytes of the source, and puts content of one frame into the destination. That
   * nothing was put means that the source has been taken whole, and more is needed.
   *
   * @throws CorruptObjectException if the bytes are not what Zstandard or an index says; again with
   *     each call until {@link #reset}
   */
  public void decode(ByteBuffer source, ByteBuffer destination) throws IOException {
    if (closed) {
      throw new IOException("The decoder is closed");
    }
    if (failure != null) {
      throw failure;
    }
    try {
      decodeSome(source, destination);
    } catch (CorruptObjectException e) {
      failure = e;
      throw e;
    }
  }

  private void decodeSome(ByteBuffer source, ByteBuffer destination) throws IOException {
    while (!content.hasRemaining()) {
      if (!staged.hasRemaining()) {
        stage(source);
      }
      if (!staged.hasRemaining()) {
        return;
      }
      advance();
    }
    int count = Math.min(content.remaining(), destination.remaining());
    destination.put(content.slice(content.position(), count));
    content.position(content.position() + count);
  }

  /** Whether there is content left that has been decoded already. */
  public boolean hasContent() {
    return content.hasRemaining();
  }

  /** Whether all that came is whole frames, and their content has been returned. */
  public boolean isAtBoundary() {
    return state == State.HEADER && header.position() == 0 && !content.hasRemaining();
  }

  /** Whether any frame has come whole. */
  public boolean hasFrames() {
    return sums.hasFrames();
  }

  /** How many bytes have been taken from the sources and not been looked at yet. */
  public int stagedBytes() {
    return staged.remaining();
  }

  /** Where in the stream the frame begins that the content returned last is from. */
  public long frameOffset() {
    return contentOffset;
  }

  /** How many bytes of the stream have been looked at. */
  public long storedPosition() {
    return taken - staged.remaining();
  }

  /** How many native contexts have been made so far. */
  public long contextsOpened() {
    return contextsOpened;
  }

  /**
   * Says that the stream has ended.
   *
   * @throws EOFException if it has ended within a frame
   */
  public void end() throws EOFException {
    if (!isAtBoundary() && !content.hasRemaining()) {
      throw new EOFException(
          "The Zstandard stream is cut off: it ends after "
              + storedPosition()
              + " bytes, within what begins at "
              + frameOffset);
    }
  }

  /**
   * Forgets all that came: the next byte is the first of a frame.
   *
   * @param first whether that is the first of a stream, so that an index is of frames that come; if
   *     not, an index of more frames is not held against anything
   */
  public void reset(boolean first) {
    if (largestWindow > MAX_KEPT_WINDOW) {
      release();
    } else if (context != null) {
      context.get().reset();
    }
    largestWindow = 0;
    failure = null;
    staged.clear().limit(0);
    sums.reset(first);
    content = NOTHING;
    if (room.capacity() > MAX_KEPT_BYTES) {
      room = NOTHING;
    }
    begin(0);
    taken = 0;
    contentOffset = 0;
  }

  /** Gives back what is outside of the heap and the collector does not see, between two frames. */
  public void release() {
    if (context != null) {
      context.close();
      context = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    room = NOTHING;
    content = NOTHING;
    release();
  }

  private void begin(long offset) {
    state = State.HEADER;
    header.clear();
    frameOffset = offset;
  }

  private void stage(ByteBuffer source) {
    int count = Math.min(source.remaining(), staged.capacity());
    staged.clear();
    staged.put(source.slice(source.position(), count)).flip();
    source.position(source.position() + count);
    taken += count;
  }

  private void advance() throws IOException {
    switch (state) {
      case HEADER -> readHeader();
      case CONTENT -> decodeFrame(staged);
      case INDEX -> readIndex();
      case SKIPPED -> skip();
    }
  }

  private void readHeader() throws IOException {
    int needed = FrameHeader.neededBytes(header);
    while (header.position() < needed && staged.hasRemaining()) {
      header.put(staged.get());
      needed = FrameHeader.neededBytes(header);
    }
    if (header.position() < needed) {
      return;
    }
    if (FrameHeader.isSkippable(header)) {
      beginSkippable(header.getInt(0));
      return;
    }
    if (header.getInt(0) != Layout.ZSTD_MAGIC) {
      throw corrupt("no Zstandard frame begins there", null);
    }
    long declared = FrameHeader.contentBytes(header);
    held = declared >= 0 && declared <= MAX_HELD_BYTES;
    int needs = held ? (int) declared : CHUNK_BYTES;
    if (room.capacity() < needs) { // not one for each size that comes
      room = ByteBuffer.allocateDirect(Math.max(CHUNK_BYTES, Integer.highestOneBit(needs) << 1));
    }
    largestWindow = Math.max(largestWindow, FrameHeader.windowBytes(header));
    room.clear().limit(needs);
    state = State.CONTENT;
    sums.beginFrame();
    header.flip();
    decodeFrame(header);
  }

  private void beginSkippable(int magic) {
    skip = FrameHeader.skippedBytes(header);
    if (magic == Layout.INDEX_FRAME_MAGIC && skip >= Layout.INDEX_FIXED_BYTES) {
      index.clear();
      state = State.INDEX;
      return;
    }
    sums.skipped();
    state = State.SKIPPED;
    skip(); // which may be nothing
  }

  private void decodeFrame(ByteBuffer source) throws IOException {
    if (context == null) {
      context = new NativeContext<>(new ZstdDecompressCtx(), ZstdDecompressCtx::close);
      contextsOpened++;
    }
    int before = source.position();
    int filled = room.position();
    boolean whole;
    try {
      whole = context.get().decompressDirectByteBufferStream(room, source);
    } catch (ZstdException e) {
      throw corrupt("it does not decompress: " + e.getMessage(), e);
    }
    if (!whole && source.position() == before && room.position() == filled) {
      throw corrupt("it holds more than it declares", null);
    }
    if (whole || (!held && room.position() > 0)) {
      content = room.duplicate().flip();
      contentOffset = frameOffset;
      sums.content(content);
      room.clear();
    }
    if (whole) {
      sums.endFrame();
      begin(storedPosition());
    }
  }

  /** Of an index only what sums up the frames before it is read, and nothing of others. */
  private void readIndex() throws IOException {
    int count = Math.min(index.remaining(), staged.remaining());
    index.put(staged.slice(staged.position(), count));
    staged.position(staged.position() + count);
    skip -= count;
    if (index.hasRemaining()) {
      return;
    }
    if (index.getInt(0) == Layout.INDEX_MAGIC
        && index.get(4) == Layout.VERSION
        && !sums.isIndexOfTheLast(index.getLong(8), index.getInt(16), index.getInt(20))) {
      throw corrupt(
          "the frames before this index are not those that it was written for: some are missing,"
              + " or others, or in another order",
          null);
    }
    sums.skipped();
    state = State.SKIPPED;
    skip();
  }

  /** Passes over what has come of a skippable frame. */
  private void skip() {
    int count = (int) Math.min(skip, staged.remaining());
    staged.position(staged.position() + count);
    skip -= count;
    if (skip == 0) {
      begin(storedPosition());
    }
  }

  private CorruptObjectException corrupt(String rule, ZstdException cause) {
    CorruptObjectException corrupt =
        new CorruptObjectException("Zstandard stream", "frame at " + frameOffset + ": " + rule);
    if (cause != null) {
      corrupt.initCause(cause);
    }
    return corrupt;
  }
}
