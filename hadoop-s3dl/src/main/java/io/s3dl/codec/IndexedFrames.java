package io.s3dl.codec;

import io.s3dl.format.Frame;
import io.s3dl.format.SeekableReader;
import io.s3dl.io.BufferPool;
import io.s3dl.io.PooledBuffer;
import java.io.IOException;

/** The frames of an object of ours, each of them verified before a byte of it is returned. */
final class IndexedFrames implements FrameSource {

  private final SeekableReader reader;
  private final BufferPool buffers;
  private int next;
  private PooledBuffer content;
  private long offset;

  /**
   * Reads nothing yet.
   *
   * @param reader this object's from now on
   * @param first the entry to begin with
   */
  IndexedFrames(SeekableReader reader, BufferPool buffers, int first) {
    this.reader = reader;
    this.buffers = buffers;
    this.next = first;
  }

  @Override
  public int read(byte[] bytes, int start, int length) throws IOException {
    if ((content == null || !content.bytes().hasRemaining()) && !advance()) {
      return -1;
    }
    int count = Math.min(length, content.bytes().remaining());
    content.bytes().get(bytes, start, count);
    return count;
  }

  private boolean advance() throws IOException {
    release();
    while (next < reader.index().entryCount()) {
      Frame frame = reader.index().frame(next);
      if (frame.contentBytes() == 0) {
        next++;
      } else {
        PooledBuffer room = buffers.take(frame.contentBytes());
        boolean filled = false;
        try {
          reader.readFully(frame.contentOffset(), room.bytes());
          filled = true;
        } finally {
          if (!filled) {
            room.close();
          }
        }
        room.bytes().flip();
        content = room;
        offset = frame.offset();
        next++; // not before: a read that fails may be made again
        return true;
      }
    }
    return false;
  }

  private void release() {
    if (content != null) {
      content.close();
      content = null;
    }
  }

  @Override
  public long frameOffset() {
    return offset;
  }

  @Override
  public void close() throws IOException {
    release();
    reader.close();
    buffers.close();
  }
}
