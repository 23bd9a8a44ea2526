package io.s3dl.oplog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A new file for a log. If there is one of the name already, of another process or file system or
 * of an earlier run, the new one gets eight random letters before its first dot: {@code
 * ops-1f0c9b2a.tsv.zst}. So no log is ever overwritten, and two never write to one file.
 *
 * @param path the name it got
 * @param out for its bytes; the caller closes it
 */
record LogFile(Path path, OutputStream out) {

  private static final int SUFFIX_LETTERS = 8;

  /** Creates the file, and the directories above it. */
  static LogFile create(Path wanted) throws IOException {
    Files.createDirectories(wanted.getParent());
    try {
      return open(wanted);
    } catch (FileAlreadyExistsException e) {
      return open(withSuffix(wanted));
    }
  }

  private static LogFile open(Path path) throws IOException {
    return new LogFile(
        path, Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  private static Path withSuffix(Path path) {
    String name = path.getFileName().toString();
    String suffix = "-" + UUID.randomUUID().toString().substring(0, SUFFIX_LETTERS);
    int dot = name.indexOf('.', 1);
    return path.resolveSibling(
        dot < 0 ? name + suffix : name.substring(0, dot) + suffix + name.substring(dot));
  }
}
