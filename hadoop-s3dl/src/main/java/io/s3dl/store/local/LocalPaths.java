package io.s3dl.store.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where the keys of a store are on the disk. No key leads out of the root by its name; symbolic
 * links below the root may, for a root is a convenience and no security boundary.
 */
final class LocalPaths {

  /** What Linux's file systems allow. */
  static final int MAX_NAME_BYTES = 255;

  /** What the JDK puts in place of bytes that are no character. */
  private static final char UNDECODABLE = '\uFFFD';

  private final Path root;

  LocalPaths(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** The path of a key, which need not exist; the root for the empty key. */
  Path of(String key) throws IOException {
    if (key.isEmpty()) {
      return root;
    }
    int start = 0;
    while (start <= key.length()) {
      int slash = key.indexOf('/', start);
      int end = slash < 0 ? key.length() : slash;
      checkElement(key, key.substring(start, end));
      start = end + 1;
    }
    try {
      return root.resolve(key);
    } catch (InvalidPathException e) {
      throw refused(
          key, e.getReason() + ". If the name is not ASCII, start the JVM with LC_ALL=C.UTF-8", e);
    }
  }

  /** The path of a key that is about to be created, and so is held to stricter rules. */
  Path ofNew(String key) throws IOException {
    Path path = of(key);
    String name = key.substring(key.lastIndexOf('/') + 1);
    if (TemporaryNames.isHidden(name)) {
      throw refused(key, "names like this are reserved for files that are being written", null);
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_NAME_BYTES) {
      throw refused(
          key, "File name too long: " + bytes + " bytes, at most " + MAX_NAME_BYTES, null);
    }
    return path;
  }

  /** Whether a name may have been another one on the disk, which is lost: it had no characters. */
  static boolean mayBeUndecodable(String name) {
    return name.indexOf(UNDECODABLE) >= 0;
  }

  /** How a key is named in messages: its path, even if that is not a valid one. */
  String describe(String key) {
    String base = root.toString();
    if (key.isEmpty()) {
      return base;
    }
    return base.endsWith("/") ? base + key : base + "/" + key;
  }

  private void checkElement(String key, String element) throws IOException {
    if (element.isEmpty()) {
      throw refused(key, "a key has no empty elements and no slash at its ends", null);
    }
    if (element.equals(".") || element.equals("..")) {
      throw refused(key, "a key has no element " + element, null);
    }
    if (element.indexOf('\0') >= 0) {
      throw refused(key, "a key has no NUL character", null);
    }
  }

  private FileSystemException refused(String key, String reason, Exception cause) {
    FileSystemException e =
        new FileSystemException(
            describe(key), null, "\"" + key + "\" is not a valid key: " + reason);
    e.initCause(cause);
    return e;
  }
}
