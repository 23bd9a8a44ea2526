package io.s3dl.store.local;

import io.s3dl.io.ByteRange;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import io.s3dl.store.local.LocalErrors.Right;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a temporary file in the directory of its target. While it is written it is locked, which
 * tells a writer that lives from what a dead one left. Parts may be written by several threads.
 *
 * <p>POSIX drops a process's lock on a file with the first of its descriptors that is closed. So
 * all descriptors of the file are held until the end. What is completed under a name from which the
 * file system above is to rename it is {@linkplain Claims claimed} until then.
 */
final class LocalUpload implements Upload {

  private static final Logger LOG = LoggerFactory.getLogger(LocalUpload.class);
  private static final int DEFAULT_MODE = 0644;

  /** What this process needs of the file, whatever its mode will be. */
  static final int WRITER_MODE = 0600;

  static final String TAKEN_AWAY = "what is written there is taken for left over all the time";
  private static final int MAX_ATTEMPTS = 3;

  private final LocalDisk disk;
  private final String key;
  private final WriteOptions options;
  private final Path target;
  private final Path temporary;
  private final FileChannel file;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Object copying = new Object();
  private Optional<DirectWrites> direct = Optional.empty();
  private final WriterLock lock;
  private long writtenBytes;
  private long endOffset;

  private LocalUpload(LocalDisk disk, String key, WriteOptions options, Path target, Path temporary)
      throws IOException {
    this.disk = disk;
    this.key = key;
    this.options = options;
    this.target = target;
    this.temporary = temporary;
    int mode =
        (options.mode().map(IntSupplier::getAsInt).orElse(DEFAULT_MODE) & 0777) | WRITER_MODE;
    this.file =
        disk.opener()
            .open(
                temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                disk.attributes().creationMode(mode));
    this.lock = new WriterLock(file, temporary);
  }

  /** Creates the temporary file. */
  static LocalUpload start(LocalDisk disk, String key, WriteOptions options) throws IOException {
    Path target = disk.paths().ofNew(key);
    Path directory = target.getParent();
    if (key.isEmpty() || directory == null) {
      throw new FileAlreadyExistsException(target.toString(), null, "it is the root directory");
    }
    FileStatus status = disk.attributes().status(directory);
    if (!status.directory()) {
      throw new NotDirectoryException(directory.toString());
    }
    UUID id = options.writeId();
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Path temporary = directory.resolve(TemporaryNames.of(id));
      LocalUpload upload = create(disk, key, options, target, temporary);
      if (upload.begin(status)) {
        return upload;
      }
      id = UUID.randomUUID(); // what looked for leftovers may still delete that name
    }
    throw new FileSystemException(target.toString(), null, TAKEN_AWAY);
  }

  private static LocalUpload create(
      LocalDisk disk, String key, WriteOptions options, Path target, Path temporary)
      throws IOException {
    try {
      return new LocalUpload(disk, key, options, target, temporary);
    } catch (FileAlreadyExistsException e) { // not to be taken for the target
      throw new FileSystemException(
          temporary.toString(), null, "a write with the same id is under way: " + temporary);
    }
  }

  /** Whether the file is this writer's now; if not, the upload has ended. */
  private boolean begin(FileStatus directory) throws IOException {
    boolean ready = false;
    try {
      openDirect(directory); // may open and close the file, and so comes before the lock
      ready = lock.take();
      return ready;
    } finally {
      if (!ready) {
        abort();
      }
    }
  }

  @Override
  public void part(int number, long offset, ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    LocalErrors.at(
        Right.CHANGE,
        "writing part " + number + " of",
        target.toString(),
        () -> {
          if (direct.isPresent()) {
            direct.get().write(offset, bytes);
          } else {
            DirectWrites.writeFully(file, offset, bytes);
          }
          return null;
        });
    count(offset, length);
  }

  /** Copies by the kernel, from page cache to page cache, also when the store is direct. */
  @Override
  public void copyPart(int number, long offset, ObjectInfo source, ByteRange range)
      throws IOException {
    LocalErrors.reading(
        "copying " + disk.paths().describe(source.key()) + " to part " + number + " of",
        target.toString(),
        () -> {
          Path file = disk.paths().of(source.key());
          copy(offset, file, range);
          checkUnchanged(source, file);
          return null;
        });
    count(offset, range.length());
  }

  @Override
  public ObjectInfo complete(WrittenBytes written) throws IOException {
    if (!ended.compareAndSet(false, true)) {
      throw new IllegalStateException("The upload of " + target + " has ended already");
    }
    return LocalErrors.at(
        Right.NAME, "completing", target.toString(), () -> publish(written.crc32c()));
  }

  @Override
  public void abort() {
    if (ended.compareAndSet(false, true)) {
      close();
      discard();
    }
  }

  private ObjectInfo publish(OptionalInt crc32c) throws IOException {
    boolean published = false;
    boolean waits = TemporaryNames.isWaiting(target.getFileName().toString());
    try {
      finishFile();
      if (crc32c.isPresent()) {
        recordCrc32c(crc32c.getAsInt());
      }
      if (options.mode().isPresent()) {
        disk.attributes().setMode(temporary, options.mode().get().getAsInt());
      }
      disk.sync().file(file);
      // Neither link nor rename changes what is looked at here.
      ObjectInfo info = disk.attributes().info(key, temporary, disk.attributes().status(temporary));
      if (waits) {
        disk.claims().take(target);
      }
      giveName();
      published = true;
      disk.sync().directory(target.getParent());
      return info;
    } finally {
      close();
      if (!published) {
        discard();
        disk.claims().release(target);
      }
    }
  }

  private void finishFile() throws IOException {
    long length;
    synchronized (this) {
      length = endOffset;
      if (writtenBytes != length) {
        throw new IOException(
            "its parts do not fit together: "
                + writtenBytes
                + " bytes were written, the last ends at "
                + length);
      }
    }
    if (direct.isPresent()) {
      direct.get().finish(length);
    }
    file.truncate(length);
  }

  private void giveName() throws IOException {
    if (options.exclusive()) {
      disk.publication().publishExclusively(temporary, target);
      return;
    }
    if (options.ifMatch().isPresent()) {
      checkEtag(options.ifMatch().get());
    }
    disk.publication().moveReplacing(temporary, target);
  }

  /** A writer that replaces the target between this and the rename is not noticed. */
  private void checkEtag(String expected) throws IOException {
    Optional<String> found;
    try {
      found = disk.attributes().status(target).etag();
    } catch (NoSuchFileException e) {
      found = Optional.empty();
    }
    if (!found.equals(Optional.of(expected))) {
      throw new ObjectChangedException(
          "Error completing "
              + target
              + ": its ETag is "
              + found.orElse("none")
              + " and not "
              + expected);
    }
  }

  /**
   * Writing an attribute opens and closes the file, so the lock is taken anew. Whoever removes what
   * is left over in that moment makes the write fail.
   */
  private void recordCrc32c(int crc32c) throws IOException {
    ExtendedAttributes.recordCrc32c(temporary, crc32c, disk.attributes().status(temporary));
    lock.takeAgain();
  }

  /** What is as it was after it was copied has been so meanwhile. */
  private void checkUnchanged(ObjectInfo source, Path file) throws IOException {
    Optional<String> now = disk.attributes().status(file).etag();
    if (source.etag().isPresent() && !source.etag().equals(now)) {
      throw new ObjectChangedException(
          "Error copying " + file + ": it has changed meanwhile; try again");
    }
  }

  private void copy(long offset, Path source, ByteRange range) throws IOException {
    if (!disk.attributes().status(source).regular()) {
      throw new FileSystemException(source.toString(), null, source + " is not a regular file");
    }
    try (FileChannel from = disk.opener().open(source, Set.of(StandardOpenOption.READ))) {
      synchronized (copying) { // sendfile(2) writes where the file's own position is
        file.position(offset);
        long position = range.offset();
        while (position < range.end()) {
          long count = from.transferTo(position, range.end() - position, file);
          if (count <= 0) {
            throw new EOFException(
                "Error copying " + range + " of " + source + ": it ends at " + position);
          }
          position += count;
        }
      }
    }
  }

  private synchronized void count(long offset, long length) {
    writtenBytes += length;
    endOffset = Math.max(endOffset, offset + length);
  }

  private void openDirect(FileStatus directory) throws IOException {
    if (disk.direct().isEmpty()) {
      return;
    }
    DirectAccess access = disk.direct().get();
    int block = access.blockBytes(target.getParent(), directory);
    if (block == 0) {
      access.refused(temporary, new IOException("its block size is not supported"));
      return;
    }
    direct =
        access
            .open(temporary, StandardOpenOption.WRITE)
            .map(channel -> new DirectWrites(access, temporary, channel, file, block));
  }

  /** Closes the descriptors. What is wrong with the file, fsync(2) has told before. */
  private void close() {
    try {
      if (direct.isPresent()) {
        direct.get().close();
      }
    } catch (IOException e) {
      LOG.warn("Error closing {}: {}", temporary, e.toString());
    }
    try {
      file.close();
    } catch (IOException e) {
      LOG.warn("Error closing {}: {}", temporary, e.toString());
    }
  }

  private void discard() {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      LOG.warn("The temporary file {} is left behind: {}", temporary, e.toString());
    }
  }
}
