package io.s3dl.store.local;

import com.sun.nio.file.ExtendedOpenOption;
import io.s3dl.io.BufferPool;
import io.s3dl.io.PooledBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store's way to O_DIRECT: opens files with it, knows the disks' blocks, and decides what happens
 * where a disk refuses. Safe for use by several threads; the store closes it.
 */
final class DirectAccess implements AutoCloseable {

  /** The most that is read or written through a bounce buffer at once. */
  static final int BOUNCE_BYTES = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(DirectAccess.class);

  /** A block is never less than a page: a page then has either cached or direct writers. */
  private static final int MIN_BLOCK_BYTES = BufferPool.ALIGNMENT;

  private static final int MAX_BLOCK_BYTES = 16 << 20;
  private static final int MAX_DISKS = 256;
  private static final long IDLE_BYTES = 8L << 20;

  private final FileOpener opener;
  private final boolean required;
  private final AtomicBoolean warned = new AtomicBoolean();
  private final Map<Long, Integer> blocks = new ConcurrentHashMap<>();
  private final BufferPool bounces = new BufferPool(IDLE_BYTES);

  DirectAccess(FileOpener opener, boolean required) {
    this.opener = opener;
    this.required = required;
  }

  /**
   * Memory with the address and size that a disk's O_DIRECT needs.
   *
   * @param bytes from 0 to the size asked for, or somewhat more
   */
  record Bounce(PooledBuffer loan, ByteBuffer bytes) implements AutoCloseable {
    @Override
    public void close() {
      loan.close();
    }
  }

  /** Lends a bounce buffer of {@code size} bytes, a multiple of {@code block}. */
  Bounce bounce(int size, int block) {
    if (block <= BufferPool.ALIGNMENT) {
      PooledBuffer loan = bounces.take(size);
      return new Bounce(loan, loan.memory());
    }
    PooledBuffer loan = bounces.take(size + block);
    return new Bounce(loan, loan.memory().alignedSlice(block));
  }

  /** The bounce buffers in use. */
  int lentBuffers() {
    return bounces.lentBuffers();
  }

  /**
   * Opens an existing file with O_DIRECT. Where that fails, the file may be opened and closed
   * again, which takes this process's locks on it.
   *
   * @return empty if the disk refuses and need not support it
   */
  Optional<FileChannel> open(Path path, OpenOption access) throws IOException {
    try {
      return Optional.of(opener.open(path, Set.of(access, ExtendedOpenOption.DIRECT)));
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      requireOpenable(path, access, e);
      refused(path, e);
    } catch (UnsupportedOperationException e) {
      refused(path, e);
    }
    return Optional.empty();
  }

  /**
   * Throws what O_DIRECT met if the file cannot be opened without it either: then the process has
   * run out of descriptors, or the like. The system's words for that depend on the locale.
   */
  private void requireOpenable(Path path, OpenOption access, FileSystemException e)
      throws IOException {
    try {
      opener.open(path, Set.of(access)).close();
    } catch (IOException second) {
      e.addSuppressed(second);
      throw e;
    }
  }

  /** Notes that a disk refuses O_DIRECT, which is an error or one warning a store. */
  void refused(Path path, Exception cause) throws IOException {
    if (required) {
      FileSystemException e =
          new FileSystemException(
              path.toString(),
              null,
              "the disk refuses O_DIRECT ("
                  + cause.getMessage()
                  + ") and fs.s3dl.direct.required is true; set it to false to go through the"
                  + " page cache there, or use a disk that supports O_DIRECT");
      e.initCause(cause);
      throw e;
    }
    if (warned.compareAndSet(false, true)) {
      LOG.warn(
          "The disk of {} refuses O_DIRECT ({}); files there go through the page cache",
          path,
          cause.getMessage());
    }
  }

  /**
   * What offsets, lengths and addresses must be a multiple of: a power of two, or 0 where it cannot
   * be satisfied.
   *
   * @param path an existing file or directory of the disk
   */
  int blockBytes(Path path, FileStatus status) throws IOException {
    if (status.device().isEmpty()) {
      return blockBytesOf(path);
    }
    long device = status.device().getAsLong();
    Integer known = blocks.get(device);
    if (known != null) {
      return known;
    }
    int block = blockBytesOf(path);
    if (blocks.size() >= MAX_DISKS) {
      blocks.clear();
    }
    blocks.put(device, block);
    return block;
  }

  private static int blockBytesOf(Path path) throws IOException {
    long bytes;
    try {
      bytes = Files.getFileStore(path).getBlockSize();
    } catch (UnsupportedOperationException e) {
      return MIN_BLOCK_BYTES;
    }
    if (bytes < 1 || bytes > MAX_BLOCK_BYTES || Long.bitCount(bytes) != 1) {
      return 0;
    }
    return (int) Math.max(bytes, MIN_BLOCK_BYTES);
  }

  @Override
  public void close() {
    bounces.close();
  }
}
