package io.s3dl.store.local;

import io.s3dl.store.local.DirectAccess.Bounce;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Writes one file with O_DIRECT. Whole blocks go straight to the disk. What begins on a block's
 * bound and ends within it is kept until the length of the file is known, since it may be the end
 * of the file and is then written padded, also directly. Whatever else does not fill a block goes
 * through the page cache: never are cached and direct writes mixed within a block.
 *
 * <p>Safe for use by several threads until {@link #finish}. The upload closes it.
 */
final class DirectWrites implements AutoCloseable {

  private final DirectAccess access;
  private final Path path;
  private final FileChannel direct;
  private final FileChannel cached;
  private final int block;
  private Bounce tail;
  private long tailOffset;
  private volatile boolean accepted;
  private volatile boolean refused;

  /**
   * Takes two open channels of one file.
   *
   * @param direct with O_DIRECT, closed with this
   * @param cached without, which stays the caller's
   */
  DirectWrites(DirectAccess access, Path path, FileChannel direct, FileChannel cached, int block) {
    this.access = access;
    this.path = path;
    this.direct = direct;
    this.cached = cached;
    this.block = block;
  }

  /** Writes all of {@code bytes}, or keeps the end of them for {@link #finish}. */
  void write(long offset, ByteBuffer bytes) throws IOException {
    long end = offset + bytes.remaining();
    long firstBlock = (offset + block - 1) & -(long) block;
    long lastBlock = end & -(long) block;
    if (refused || firstBlock > lastBlock) {
      writeCached(offset, bytes);
      return;
    }
    writeCached(offset, take(bytes, firstBlock - offset));
    writeBlocks(firstBlock, take(bytes, lastBlock - firstBlock));
    if (bytes.hasRemaining()) {
      keepTail(lastBlock, bytes);
    }
  }

  /** Writes what was kept. The file may be longer then: it is for the caller to truncate. */
  synchronized void finish(long length) throws IOException {
    if (tail == null) {
      return;
    }
    ByteBuffer bytes = tail.bytes();
    if (tailOffset + bytes.limit() != length) {
      writeCached(tailOffset, bytes);
    } else {
      int used = bytes.limit();
      bytes.limit(block);
      while (used < block) {
        bytes.put(used++, (byte) 0);
      }
      writeBlocks(tailOffset, bytes);
    }
    dropTail();
  }

  @Override
  public synchronized void close() throws IOException {
    dropTail();
    direct.close();
  }

  /** Writes all of {@code bytes} to a file from {@code offset} on. */
  static void writeFully(FileChannel channel, long offset, ByteBuffer bytes) throws IOException {
    long position = offset;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }

  private void writeCached(long offset, ByteBuffer bytes) throws IOException {
    writeFully(cached, offset, bytes);
  }

  private void writeBlocks(long offset, ByteBuffer blocks) throws IOException {
    long position = offset;
    while (blocks.hasRemaining()) {
      if (refused || position % block != 0) { // the disk may write less than it was given
        writeCached(position, blocks);
        return;
      }
      position += writeSome(position, blocks);
    }
  }

  /**
   * Writes some blocks; through the page cache if the disk turns out to refuse O_DIRECT. It does if
   * the page cache takes what it did not: a full disk takes neither.
   */
  private int writeSome(long offset, ByteBuffer blocks) throws IOException {
    try {
      boolean aligned = blocks.isDirect() && blocks.alignmentOffset(blocks.position(), block) == 0;
      int count = aligned ? direct.write(blocks, offset) : writeBounced(offset, blocks);
      accepted = true;
      return count;
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      if (accepted) {
        throw e;
      }
      int count = writeInstead(offset, blocks, e);
      access.refused(path, e);
      refused = true;
      return count;
    }
  }

  private int writeInstead(long offset, ByteBuffer blocks, IOException refusal) throws IOException {
    int count = blocks.remaining();
    try {
      writeCached(offset, blocks);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      refusal.addSuppressed(e);
      throw refusal;
    }
    return count;
  }

  private int writeBounced(long offset, ByteBuffer blocks) throws IOException {
    int span = Math.min(blocks.remaining(), Math.max(block, DirectAccess.BOUNCE_BYTES));
    try (Bounce bounce = access.bounce(span, block)) {
      ByteBuffer bytes = bounce.bytes().limit(span);
      bytes.put(0, blocks, blocks.position(), span);
      int count = direct.write(bytes, offset);
      blocks.position(blocks.position() + count);
      return count;
    }
  }

  private synchronized void keepTail(long offset, ByteBuffer bytes) throws IOException {
    if (tail != null && tailOffset != offset) {
      writeCached(offset, bytes); // of two, one at least is not the end of the file
      return;
    }
    if (tail == null) {
      tail = access.bounce(block, block);
    }
    tailOffset = offset;
    tail.bytes().clear().put(bytes).flip();
  }

  private void dropTail() {
    if (tail != null) {
      tail.close();
      tail = null;
    }
  }

  /** The next {@code length} of the bytes, which are passed over. */
  private static ByteBuffer take(ByteBuffer bytes, long length) {
    int size = (int) length;
    ByteBuffer taken = bytes.slice(bytes.position(), size);
    bytes.position(bytes.position() + size);
    return taken;
  }
}
