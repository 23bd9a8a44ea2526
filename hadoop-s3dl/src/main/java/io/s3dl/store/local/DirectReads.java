package io.s3dl.store.local;

import io.s3dl.store.local.DirectAccess.Bounce;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads any bytes of a file that is open with O_DIRECT: whole blocks straight into memory that is
 * aligned for them, all else through a bounce buffer. Safe for use by several threads.
 */
final class DirectReads {

  private final DirectAccess access;
  private final int block;

  DirectReads(DirectAccess access, int block) {
    this.access = access;
    this.block = block;
  }

  /**
   * Reads some bytes, at least one.
   *
   * @return how many, or −1 at the end of the file
   */
  int read(FileChannel channel, long position, ByteBuffer destination) throws IOException {
    int whole = wholeBlocks(position, destination);
    return whole > 0
        ? readStraight(channel, position, destination, whole)
        : readBounced(channel, position, destination);
  }

  private int wholeBlocks(long position, ByteBuffer destination) {
    boolean aligned =
        position % block == 0
            && destination.isDirect()
            && destination.alignmentOffset(destination.position(), block) == 0;
    return aligned ? destination.remaining() & -block : 0;
  }

  private static int readStraight(
      FileChannel channel, long position, ByteBuffer destination, int length) throws IOException {
    ByteBuffer blocks = destination.duplicate();
    blocks.limit(blocks.position() + length);
    int count = channel.read(blocks, position);
    destination.position(blocks.position());
    return count;
  }

  private int readBounced(FileChannel channel, long position, ByteBuffer destination)
      throws IOException {
    long start = position & -(long) block;
    int skip = (int) (position - start);
    long wanted = (skip + (long) destination.remaining() + block - 1) & -(long) block;
    int span = (int) Math.min(wanted, Math.max(block, DirectAccess.BOUNCE_BYTES));
    try (Bounce bounce = access.bounce(span, block)) {
      ByteBuffer bytes = bounce.bytes().limit(span);
      int count = Math.min(channel.read(bytes, start) - skip, destination.remaining());
      if (count <= 0) {
        return -1;
      }
      destination.put(bytes.slice(skip, count));
      return count;
    }
  }
}
