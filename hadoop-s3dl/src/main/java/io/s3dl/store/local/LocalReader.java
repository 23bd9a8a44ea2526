package io.s3dl.store.local;

import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.local.LocalErrors.Right;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads one file. A file that is replaced or deleted meanwhile is read to its end as it was; if
 * others write into it in place, that is noticed only where it becomes shorter.
 *
 * <p>Safe for use by several threads. The JDK closes a file under all its readers if one of them is
 * interrupted; the others then open it again, provided that it is still the same.
 */
final class LocalReader implements ObjectReader {

  /** How often a file may be replaced between a look at it and its being opened. */
  private static final int MAX_ATTEMPTS = 10;

  /**
   * The most that is read into heap memory at once: the JDK reads it into direct memory of the same
   * size first, which it then keeps for the thread.
   */
  static final int MAX_HEAP_BYTES = 1 << 20;

  private final LocalDisk disk;
  private final Path path;
  private final FileStatus status;
  private final ObjectInfo info;
  private volatile Source source;
  private volatile boolean closed;
  private volatile boolean directAccepted;
  private volatile boolean directRefused;

  /** Null until somebody asks for it. */
  private OptionalInt recordedCrc32c;

  private LocalReader(
      LocalDisk disk, Path path, FileStatus status, ObjectInfo info, Source source) {
    this.disk = disk;
    this.path = path;
    this.status = status;
    this.info = info;
    this.source = source;
  }

  /** An open file, and how to read it directly if it is open with O_DIRECT. */
  private record Source(FileChannel channel, Optional<DirectReads> direct) {
    int read(long position, ByteBuffer destination) throws IOException {
      if (direct.isPresent()) {
        return direct.get().read(channel, position, destination);
      }
      if (destination.isDirect() || destination.remaining() <= MAX_HEAP_BYTES) {
        return channel.read(destination, position);
      }
      ByteBuffer slice = destination.duplicate();
      slice.limit(slice.position() + MAX_HEAP_BYTES);
      int count = channel.read(slice, position);
      destination.position(slice.position());
      return count;
    }
  }

  /** Opens what is under a key now, or what is known of it if that is still there. */
  static LocalReader open(LocalDisk disk, String key, Optional<ObjectInfo> known)
      throws IOException {
    Path path = disk.paths().of(key);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      FileStatus before = regular(disk, path);
      Source source = openSource(disk, path, before, false);
      boolean done = false;
      try {
        // Only now is it certain whose status that was: it is the same file before and after.
        FileStatus status = disk.attributes().status(path);
        if (status.sameFile(before)) {
          ObjectInfo info = disk.attributes().info(key, path, status);
          checkKnown(path, info, known);
          LocalReader reader = new LocalReader(disk, path, status, info, source);
          done = true;
          return reader;
        }
      } finally {
        if (!done) {
          source.channel().close();
        }
      }
    }
    throw new ObjectChangedException("Error opening " + path + ": it is replaced all the time");
  }

  @Override
  public ObjectInfo info() {
    return info;
  }

  @Override
  public synchronized OptionalInt recordedCrc32c() {
    if (recordedCrc32c == null) {
      // If the file is another one by now, its record holds for another time or size.
      recordedCrc32c = ExtendedAttributes.recordedCrc32c(path, status);
    }
    return recordedCrc32c;
  }

  @Override
  public void readFully(long position, ByteBuffer destination) throws IOException {
    readFully(position, destination, () -> {});
  }

  @Override
  public void readFully(long position, ByteBuffer destination, Runnable arrived)
      throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("Negative position in " + path + ": " + position);
    }
    if (position > length() - destination.remaining()) {
      throw end(position, destination.remaining());
    }
    long at = position;
    while (destination.hasRemaining()) {
      Source from = source;
      int begin = destination.position();
      try {
        if (from.read(at, destination) < 0) {
          throw end(at, destination.remaining());
        }
        directAccepted = true;
        if (at == position) {
          arrived.run();
        }
      } catch (IOException e) {
        destination.position(begin);
        recover(from, e);
      }
      at += destination.position() - begin;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    source.channel().close();
  }

  /** Replaces a source that failed, if that can help; else throws. */
  private void recover(Source failed, IOException e) throws IOException {
    if (e instanceof ClosedChannelException && !(e instanceof ClosedByInterruptException)) {
      if (closed) {
        throw LocalErrors.translate(e, Right.READ, "reading", path.toString());
      }
      replace(failed);
      return;
    }
    boolean refusal =
        failed.direct().isPresent()
            && !directAccepted
            && !(e instanceof ClosedChannelException)
            && !(e instanceof EOFException);
    if (!refusal) {
      throw LocalErrors.translate(e, Right.READ, "reading", path.toString());
    }
    LocalErrors.reading(
        "reading",
        path.toString(),
        () -> {
          disk.direct().orElseThrow().refused(path, e);
          return null;
        });
    directRefused = true;
    replace(failed);
  }

  private synchronized void replace(Source failed) throws IOException {
    if (!source.equals(failed)) {
      return; // another thread has done it
    }
    if (closed) {
      throw LocalErrors.translate(
          new ClosedChannelException(), Right.READ, "reading", path.toString());
    }
    LocalErrors.reading(
        "reading",
        path.toString(),
        () -> {
          Source opened = openSource(disk, path, regular(disk, path), directRefused);
          FileStatus now = disk.attributes().status(path);
          if (!now.sameFile(status)
              || now.size() != status.size()
              || now.modifiedNanos() != status.modifiedNanos()) {
            opened.channel().close();
            throw new ObjectChangedException("Error reading " + path + ": it has changed");
          }
          failed.channel().close();
          source = opened;
          return null;
        });
  }

  private static FileStatus regular(LocalDisk disk, Path path) throws IOException {
    FileStatus status = disk.attributes().status(path);
    if (status.directory()) {
      throw new FileNotFoundException("Error opening " + path + ": it is a directory");
    }
    if (!status.regular()) { // opening a FIFO would wait for a writer
      throw new FileSystemException(path.toString(), null, "it is not a regular file");
    }
    return status;
  }

  private static Source openSource(LocalDisk disk, Path path, FileStatus status, boolean cachedOnly)
      throws IOException {
    if (disk.direct().isPresent() && !cachedOnly) {
      DirectAccess direct = disk.direct().get();
      int block = direct.blockBytes(path, status);
      if (block == 0) {
        direct.refused(path, new IOException("its block size is not supported"));
      } else {
        Optional<FileChannel> channel = direct.open(path, StandardOpenOption.READ);
        if (channel.isPresent()) {
          return new Source(channel.get(), Optional.of(new DirectReads(direct, block)));
        }
      }
    }
    return new Source(disk.opener().open(path, Set.of(StandardOpenOption.READ)), Optional.empty());
  }

  private static void checkKnown(Path path, ObjectInfo info, Optional<ObjectInfo> known)
      throws ObjectChangedException {
    Optional<String> expected = known.flatMap(ObjectInfo::etag);
    if (expected.isPresent() && info.etag().isPresent() && !expected.equals(info.etag())) {
      throw new ObjectChangedException(
          "Error opening "
              + path
              + ": it has changed, its ETag is "
              + info.etag().get()
              + " and no longer "
              + expected.get());
    }
  }

  private EOFException end(long position, int wanted) {
    return new EOFException(
        "Error reading " + path + ": no " + wanted + " bytes at " + position + " of " + length());
  }
}
