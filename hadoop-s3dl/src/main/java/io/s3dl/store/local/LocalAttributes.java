package io.s3dl.store.local;

import io.s3dl.store.FileAttributes;
import io.s3dl.store.ObjectInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and sets what the disk keeps about files. Safe for use by several threads. */
final class LocalAttributes {

  private static final String BASIC =
      "size,lastModifiedTime,lastAccessTime,isRegularFile,isDirectory,isSymbolicLink";

  private final OwnerNames users = OwnerNames.ofUsers();
  private final OwnerNames groups = OwnerNames.ofGroups();
  private final Set<String> views;

  /**
   * Creates the access to a file system's attributes.
   *
   * @param root any path of the file system
   */
  LocalAttributes(Path root) {
    views = root.getFileSystem().supportedFileAttributeViews();
  }

  /**
   * The status of what a path leads to. One system call, a second one for a symbolic link.
   *
   * @throws NoSuchFileException if it leads nowhere
   */
  FileStatus status(Path path) throws IOException {
    FileStatus own = statusOfPath(path);
    return own.link() ? new FileStatus(read(path), true) : own;
  }

  /** The status of the path itself, which may be a symbolic link. */
  FileStatus statusOfPath(Path path) throws IOException {
    try {
      FileStatus status = new FileStatus(read(path, LinkOption.NOFOLLOW_LINKS), false);
      boolean link = (Boolean) status.values().get("isSymbolicLink");
      return link ? new FileStatus(status.values(), true) : status;
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      if (isTooLong(path) || hasFileAbove(path)) {
        throw missing(path, e);
      }
      throw e;
    }
  }

  /** The status of what a path leads to, or of the link itself if that cannot be had. */
  FileStatus statusForListing(Path path) throws IOException {
    FileStatus own = statusOfPath(path);
    if (!own.link()) {
      return own;
    }
    try {
      return new FileStatus(read(path), true);
    } catch (FileSystemException e) { // dangling, a loop, or not for us to see
      return own;
    }
  }

  /** What the store says of a file. */
  ObjectInfo info(String key, Path path, FileStatus status) throws IOException {
    Optional<FileAttributes> attributes = Optional.empty();
    if (status.mode().isPresent()) {
      boolean ownValues = (Boolean) status.values().get("isSymbolicLink");
      LinkOption[] options =
          ownValues ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS} : new LinkOption[0];
      attributes =
          Optional.of(
              new FileAttributes(
                  status.mode().getAsInt(),
                  users.of(path, status, options),
                  groups.of(path, status, options),
                  status.accessedMillis()));
    }
    return new ObjectInfo(
        key,
        status.directory(),
        status.directory() ? 0 : status.size(),
        status.modifiedMillis(),
        status.etag(),
        status.link(),
        attributes);
  }

  /** Sets all of a file's permission bits. */
  void setMode(Path path, int mode) throws IOException {
    if (views.contains("unix")) {
      Files.setAttribute(path, "unix:mode", mode);
    } else if (views.contains("posix")) {
      Files.setPosixFilePermissions(path, permissions(mode));
    } else {
      throw new UnsupportedOperationException("Permission bits");
    }
  }

  /** What to create a file with so that it has these bits, less the process's umask, at once. */
  FileAttribute<?>[] creationMode(int mode) {
    return views.contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions(mode))}
        : new FileAttribute<?>[0];
  }

  private Map<String, Object> read(Path path, LinkOption... options) throws IOException {
    if (views.contains("unix")) {
      return Files.readAttributes(path, "unix:mode,uid,gid,ino,dev," + BASIC, options);
    }
    return views.contains("posix")
        ? Files.readAttributes(path, "posix:permissions,owner,group," + BASIC, options)
        : Files.readAttributes(path, BASIC, options);
  }

  /**
   * Whether the path cannot exist because it, or one of its elements, is longer than Linux takes. A
   * name that just fits is asked for with a suffix too, and the answer is that there is nothing.
   */
  private static boolean isTooLong(Path path) {
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > LocalPaths.MAX_PATH_BYTES) {
      return true;
    }
    for (Path element : path) {
      if (element.toString().getBytes(StandardCharsets.UTF_8).length > LocalPaths.MAX_NAME_BYTES) {
        return true;
      }
    }
    return false;
  }

  /** Whether the path cannot exist because an element before its last is a file. */
  private static boolean hasFileAbove(Path path) {
    Path parent = path.getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    return parent != null && !Files.isDirectory(parent);
  }

  private static NoSuchFileException missing(Path path, Exception cause) {
    NoSuchFileException e = new NoSuchFileException(path.toString());
    e.initCause(cause);
    return e;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    int bit = 0400; // the owner's read permission, which comes first there too
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      if ((mode & bit) != 0) {
        set.add(permission);
      }
      bit >>= 1;
    }
    return set;
  }
}
