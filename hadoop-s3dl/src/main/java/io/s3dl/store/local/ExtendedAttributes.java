package io.s3dl.store.local;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file's extended attributes of the "user." namespace, named without it, and among them the
 * store's own, which callers neither see nor touch.
 */
final class ExtendedAttributes {

  private static final Logger LOG = LoggerFactory.getLogger(ExtendedAttributes.class);
  private static final String OWN_PREFIX = "s3dl.";
  private static final String CRC32C = OWN_PREFIX + "crc32c";

  private ExtendedAttributes() {}

  static List<String> names(Path path) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : view(path).list()) {
      if (!name.startsWith(OWN_PREFIX)) {
        names.add(name);
      }
    }
    names.sort(null);
    return names;
  }

  static byte[] get(Path path, String name) throws IOException {
    requirePresent(path, name);
    return read(view(path), name);
  }

  static void set(Path path, String name, byte[] value) throws IOException {
    if (name.isEmpty() || name.startsWith(OWN_PREFIX)) {
      throw new FileSystemException(
          path.toString(),
          null,
          "an attribute cannot be named \""
              + name
              + "\"; names in "
              + OWN_PREFIX
              + " are reserved");
    }
    view(path).write(name, ByteBuffer.wrap(value));
  }

  static void remove(Path path, String name) throws IOException {
    requirePresent(path, name);
    view(path).delete(name);
  }

  /**
   * The CRC32C that was recorded, if it holds for a file of this status. Whatever the reason that
   * there is none to be had, the file can be read without: so it is one call, which opens the file
   * once, and every failure of it counts as none.
   */
  static OptionalInt recordedCrc32c(Path path, FileStatus status) {
    if (!status.regular()) {
      return OptionalInt.empty();
    }
    try {
      UserDefinedFileAttributeView view = uncheckedView(path);
      ByteBuffer value = ByteBuffer.allocate(ChecksumRecord.MAX_BYTES);
      view.read(CRC32C, value);
      Optional<ChecksumRecord> found = ChecksumRecord.decode(value.flip());
      return found.isPresent() && found.get().holdsFor(status)
          ? OptionalInt.of(found.get().crc32c())
          : OptionalInt.empty();
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("No checksum of {}: {}", path, e.toString());
      return OptionalInt.empty();
    }
  }

  /** Records the CRC32C of a file of this status; where the disk cannot, it is not recorded. */
  static void recordCrc32c(Path path, int crc32c, FileStatus status) {
    try {
      uncheckedView(path)
          .write(CRC32C, ByteBuffer.wrap(ChecksumRecord.of(crc32c, status).encode()));
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("The CRC32C of {} is not recorded: {}", path, e.toString());
    }
  }

  private static void requirePresent(Path path, String name) throws IOException {
    if (!names(path).contains(name)) {
      throw new FileNotFoundException(path + " has no attribute " + name);
    }
  }

  private static byte[] read(UserDefinedFileAttributeView view, String name) throws IOException {
    ByteBuffer value = ByteBuffer.allocate(view.size(name));
    if (value.hasRemaining()) {
      view.read(name, value);
    }
    byte[] bytes = new byte[value.position()];
    value.flip().get(bytes);
    return bytes;
  }

  /**
   * Refuses what is neither a file nor a directory: the JDK opens what it gets or sets attributes
   * of, which would wait for ever at a FIFO that nobody writes, and may have effects at a device.
   */
  static void requireOpenable(Path path, FileStatus status) throws FileSystemException {
    if (!status.regular() && !status.directory()) {
      throw notOpenable(path);
    }
  }

  private static FileSystemException notOpenable(Path path) {
    return new FileSystemException(
        path.toString(), null, "it is neither a regular file nor a directory");
  }

  private static UserDefinedFileAttributeView view(Path path) throws IOException {
    BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
    if (found.isOther()) {
      throw notOpenable(path);
    }
    return uncheckedView(path);
  }

  private static UserDefinedFileAttributeView uncheckedView(Path path) {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
    if (view == null) {
      throw new UnsupportedOperationException("Extended attributes of " + path);
    }
    return view;
  }
}
