package io.s3dl.store.local;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names on a disk that are no text in the encoding in which the JVM takes names. No key stands for
 * them, so listings leave them out and nothing deletes them.
 */
final class UndecodableNames {

  /** What the JDK puts in place of bytes that are no character. */
  private static final char REPLACEMENT = '\uFFFD';

  private UndecodableNames() {}

  /** The same exception, or one that says why an empty-looking directory cannot be removed. */
  static DirectoryNotEmptyException explained(DirectoryNotEmptyException e, Path directory) {
    if (e.getReason() != null) {
      return e;
    }
    try {
      Optional<Path> name = in(directory);
      if (name.isPresent()) {
        DirectoryNotEmptyException explained =
            LocalErrors.notEmpty(
                directory,
                "the name of "
                    + name.get()
                    + " is not valid in "
                    + System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name())
                    + ", so it is neither listed nor deleted. If it is UTF-8, start the JVM with"
                    + " LC_ALL=C.UTF-8; else rename or delete it with the system's own commands"
                    + " (ls -b shows its bytes)");
        explained.initCause(e);
        return explained;
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      e.addSuppressed(unreadable);
    }
    return e;
  }

  private static Optional<Path> in(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (isOne(directory, entry)) {
          return Optional.of(entry);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether an entry of a directory listing is one of them, and not a name with such a character.
   */
  static boolean isOne(Path directory, Path entry) {
    String name = entry.getFileName().toString();
    if (!mayBeOne(name)) {
      return false;
    }
    try {
      return !directory.resolve(name).equals(entry);
    } catch (InvalidPathException e) {
      return true;
    }
  }

  /** Whether a name may have been another one on the disk, which is lost: it had no characters. */
  static boolean mayBeOne(String name) {
    return name.indexOf(REPLACEMENT) >= 0;
  }
}
