package io.s3dl.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * The local directory for bytes that wait to be sent. It is made when it is first needed; it and
 * its files are for their owner only.
 *
 * <p>Each file is deleted as soon as it is open. A process that is killed between the two leaves an
 * empty file, called {@code s3dl-part-….tmp}; the next process that uses the directory removes what
 * is called so. It may take one from another process at that very moment, which does no harm: that
 * one has it open, and was about to delete it.
 *
 * <p>Safe for use by several threads; owns nothing.
 */
public final class SpillDirectory {

  private static final String PREFIX = "s3dl-part-";
  private static final String SUFFIX = ".tmp";

  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path directory;
  private boolean cleaned;

  /** Names a directory, which need not exist. */
  public SpillDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Creates an empty file, which the caller closes.
   *
   * @throws IOException if the directory cannot be used; says what to do
   */
  public SpillFile create() throws IOException {
    try {
      if (!Files.isDirectory(directory)) { // asked each time: programs clean up in /tmp
        Files.createDirectories(directory, OWNERS_DIRECTORY);
      }
      cleanOnce();
      return new SpillFile(directory, openUnnamed());
    } catch (IOException e) {
      throw failure("make a file in", directory, e);
    }
  }

  private FileChannel openUnnamed() throws IOException {
    Path path = directory.resolve(PREFIX + UUID.randomUUID() + SUFFIX);
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            OWNERS_FILE);
    boolean done = false;
    try {
      Files.deleteIfExists(path);
      done = true;
      return channel;
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  private synchronized void cleanOnce() throws IOException {
    if (cleaned) {
      return;
    }
    cleaned = true;
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
      for (Path path : left) {
        clean(path);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void clean(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) { // another user's, who will do it
      return;
    }
  }

  static IOException failure(String doing, Path directory, IOException e) {
    return new IOException(
        "Cannot "
            + doing
            + " the buffer directory "
            + directory
            + ": "
            + e.getMessage()
            + ". Make room there, or name another directory with fs.s3dl.buffer.dir, or set"
            + " fs.s3dl.upload.buffer to memory",
        e);
  }
}
