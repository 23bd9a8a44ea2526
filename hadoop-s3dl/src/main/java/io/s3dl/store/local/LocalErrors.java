package io.s3dl.store.local;

import io.s3dl.store.ObjectChangedException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Turns the JDK's exceptions into those that {@link io.s3dl.store} promises, at the border. Most of
 * the JDK's say no more than a path, and that may be one that the user has never heard of: those
 * that keep their type are made anew, with what was being done, why it failed and what helps.
 */
final class LocalErrors {

  /** What a reason begins with that has been made here. */
  private static final String START = "Error ";

  private LocalErrors() {}

  /** An action on the disk whose errors are still the JDK's. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  /** What a user needs for an action, which is said if it is denied. */
  enum Right {
    /** To read a file or directory. */
    READ,
    /** To change a file, or what is kept about it. */
    CHANGE,
    /** To change which names there are, which is a matter of their directories. */
    NAME
  }

  /** Runs an action and translates what it throws. */
  static <T> T at(Right right, String doing, String path, Action<T> action) throws IOException {
    try {
      return action.run();
    } catch (IOException e) {
      throw translate(e, right, doing, path);
    } catch (UnsupportedOperationException e) {
      throw new IOException(message(doing, path, "the file system there does not support it"), e);
    }
  }

  /** As {@link #at} of an action that reads. */
  static <T> T reading(String doing, String path, Action<T> action) throws IOException {
    return at(Right.READ, doing, path, action);
  }

  /**
   * Translates one exception.
   *
   * @param right what the user needs for it
   * @param doing what was being done, such as "writing"
   * @param path what it was done to
   */
  static IOException translate(IOException e, Right right, String doing, String path) {
    if (e instanceof ClosedByInterruptException) {
      Thread.currentThread().interrupt();
      return caused(new InterruptedIOException(message(doing, path, "interrupted")), e);
    }
    if (e instanceof FileSystemException failure) {
      return ofFile(failure, right, doing, path);
    }
    if (isPromised(e)) {
      return e;
    }
    if (e instanceof ClosedChannelException) {
      return new IOException(message(doing, path, "it is closed already"), e);
    }
    String reason = e.getMessage() == null ? e.toString() : e.getMessage();
    if (e instanceof UserPrincipalNotFoundException unknown) {
      reason = "no user or group is named " + unknown.getName();
    }
    return new IOException(message(doing, path, reason), e);
  }

  /** A directory that is not empty, with the reason, which the JDK's type has no room for. */
  static DirectoryNotEmptyException notEmpty(Path directory, String reason) {
    return new DirectoryNotEmpty(directory.toString(), reason);
  }

  private static IOException ofFile(FileSystemException e, Right right, String doing, String path) {
    String given = e.getReason();
    if (given != null && given.startsWith(START)) {
      return e; // translated already
    }
    boolean hidden = e.getFile() == null || isTemporary(e.getFile());
    String file = hidden ? path : e.getFile();
    if (e instanceof NoSuchFileException) {
      return caused(new FileNotFoundException(message(doing, path, missing(e, path))), e);
    }
    if (e instanceof AccessDeniedException) {
      String reason = "permission denied; the user needs " + needed(e, right, path, file);
      return caused(new AccessDeniedException(file, null, message(doing, path, reason)), e);
    }
    if (e instanceof FileAlreadyExistsException) {
      String reason = given == null ? "it exists already" : given;
      return caused(new FileAlreadyExistsException(file, null, message(doing, path, reason)), e);
    }
    if (e instanceof NotDirectoryException) {
      String reason = file + " is not a directory";
      return caused(new NotDirectory(file, message(doing, path, reason)), e);
    }
    if (e instanceof DirectoryNotEmptyException) {
      String reason = given == null ? "it is not empty" : given;
      return caused(new DirectoryNotEmpty(file, message(doing, path, reason)), e);
    }
    String reason = given == null ? e.toString() : given;
    return new IOException(message(doing, path, reason), e);
  }

  private static String missing(FileSystemException e, String path) {
    String file = e.getFile();
    if (file == null || file.equals(path)) {
      return "no such file or directory";
    }
    return isTemporary(file)
        ? "what has been written of it is gone; somebody has deleted it, or its directory"
        : "no such file or directory: " + file;
  }

  private static String needed(FileSystemException e, Right right, String path, String file) {
    if (right != Right.NAME) {
      return (right == Right.READ ? "read" : "write")
          + " permission on "
          + file
          + " and search permission on the directories above it";
    }
    Set<String> directories = new LinkedHashSet<>();
    directories.add(directory(path));
    directories.add(directory(file));
    if (e.getOtherFile() != null) {
      directories.add(directory(e.getOtherFile()));
    }
    return "write and search permission on " + String.join(" and ", directories);
  }

  private static String directory(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private static boolean isTemporary(String path) {
    return TemporaryNames.isHidden(path.substring(path.lastIndexOf('/') + 1));
  }

  private static boolean isPromised(IOException e) {
    return e instanceof FileNotFoundException
        || e instanceof EOFException
        || e instanceof InterruptedIOException
        || e instanceof ObjectChangedException;
  }

  private static String message(String doing, String path, String reason) {
    return START + doing + " " + path + ": " + reason;
  }

  private static IOException caused(IOException e, IOException cause) {
    e.initCause(cause);
    return e;
  }

  /** One of the JDK's that has a reason. */
  private static final class DirectoryNotEmpty extends DirectoryNotEmptyException {
    private static final long serialVersionUID = 1;
    private final String reason;

    DirectoryNotEmpty(String directory, String reason) {
      super(directory);
      this.reason = reason;
    }

    @Override
    public String getReason() {
      return reason;
    }
  }

  /** One of the JDK's that has a reason. */
  private static final class NotDirectory extends NotDirectoryException {
    private static final long serialVersionUID = 1;
    private final String reason;

    NotDirectory(String file, String reason) {
      super(file);
      this.reason = reason;
    }

    @Override
    public String getReason() {
      return reason;
    }
  }
}
