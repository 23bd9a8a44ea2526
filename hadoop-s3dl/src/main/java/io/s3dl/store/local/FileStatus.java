package io.s3dl.store.local;

import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What one stat(2) told about a file.
 *
 * @param values the attributes by name, as {@link java.nio.file.Files#readAttributes} gives them:
 *     of the "unix" view, or the "posix" or "basic" one where there is no better
 * @param link whether the path itself is a symbolic link. The values are then those of what it
 *     leads to, or its own where it leads nowhere
 */
record FileStatus(Map<String, Object> values, boolean link) {

  boolean directory() {
    return (Boolean) values.get("isDirectory");
  }

  boolean regular() {
    return (Boolean) values.get("isRegularFile");
  }

  long size() {
    return (Long) values.get("size");
  }

  long modifiedNanos() {
    return time("lastModifiedTime").to(TimeUnit.NANOSECONDS);
  }

  long modifiedMillis() {
    return time("lastModifiedTime").toMillis();
  }

  long accessedMillis() {
    return time("lastAccessTime").toMillis();
  }

  /** The permission bits, 07777 of them; empty where files have none. */
  OptionalInt mode() {
    if (values.get("mode") instanceof Integer mode) {
      return OptionalInt.of(mode & 07777);
    }
    if (values.get("permissions") instanceof Set<?> permissions) {
      int mode = 0;
      for (PosixFilePermission permission : PosixFilePermission.values()) {
        mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
      }
      return OptionalInt.of(mode);
    }
    return OptionalInt.empty();
  }

  /** The number that an owner ("uid") or a group ("gid") has. */
  OptionalInt id(String which) {
    return values.get(which) instanceof Integer id ? OptionalInt.of(id) : OptionalInt.empty();
  }

  /** The number of the disk. */
  OptionalLong device() {
    return values.get("dev") instanceof Long device
        ? OptionalLong.of(device)
        : OptionalLong.empty();
  }

  /** The same file on the same disk, though it may have changed; unknown counts as the same. */
  boolean sameFile(FileStatus other) {
    return String.valueOf(values.get("ino")).equals(String.valueOf(other.values.get("ino")))
        && device().equals(other.device());
  }

  /**
   * Inode, time and size in hexadecimal. Neither permissions nor owner change it; {@link
   * LocalObjectStore#setTimes} does. Directories have none.
   */
  Optional<String> etag() {
    if (directory() || !(values.get("ino") instanceof Long inode)) {
      return Optional.empty();
    }
    return Optional.of(
        Long.toHexString(inode)
            + "-"
            + Long.toHexString(modifiedNanos())
            + "-"
            + Long.toHexString(size()));
  }

  private FileTime time(String name) {
    return (FileTime) values.get(name);
  }
}
