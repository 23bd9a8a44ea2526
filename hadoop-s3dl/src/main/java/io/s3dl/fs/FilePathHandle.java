package io.s3dl.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.InvalidPathHandleException;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.PathHandle;

/**
 * A handle to a file under its name, and if wanted to exactly these bytes of it: it survives being
 * serialized, and refuses to be opened once the file is another one.
 */
final class FilePathHandle implements PathHandle {

  private static final long serialVersionUID = 1L;
  private static final String MAGIC = "s3dl-handle-1";
  private static final char SEPARATOR = '\0';

  private final String key;
  private final String etag;

  /**
   * Creates the handle.
   *
   * @param etag the ETag that the file must have; empty for any
   */
  FilePathHandle(String key, Optional<String> etag) {
    this.key = key;
    this.etag = etag.orElse("");
  }

  /**
   * Makes the handle of a file.
   *
   * @throws UnsupportedOperationException if it is to follow a file that is renamed
   */
  static FilePathHandle create(String key, FileStatus status, Options.HandleOpt... opts) {
    if (status.isDirectory()) {
      throw new IllegalArgumentException(
          "A handle is made of a file, and a directory is " + status.getPath());
    }
    boolean mayMove =
        Options.HandleOpt.getOpt(Options.HandleOpt.Location.class, opts)
            .map(Options.HandleOpt.Location::allowChange)
            .orElse(false);
    if (mayMove) {
      throw new UnsupportedOperationException(
          "Files cannot be followed to another name: " + status.getPath());
    }
    boolean mayChange =
        Options.HandleOpt.getOpt(Options.HandleOpt.Data.class, opts)
            .map(Options.HandleOpt.Data::allowChange)
            .orElse(false);
    String etag = status instanceof EtagSource source ? source.getEtag() : null;
    if (!mayChange && etag == null) {
      throw new UnsupportedOperationException("No ETag to know the file by: " + status.getPath());
    }
    return new FilePathHandle(key, mayChange ? Optional.empty() : Optional.of(etag));
  }

  /**
   * Reads a handle.
   *
   * @throws InvalidPathHandleException if it is none of ours
   */
  static FilePathHandle of(PathHandle handle) throws IOException {
    if (handle instanceof FilePathHandle ours) {
      return ours;
    }
    String text = StandardCharsets.UTF_8.decode(handle.bytes()).toString();
    String[] fields = text.split(String.valueOf(SEPARATOR), -1);
    if (fields.length != 3 || !fields[0].equals(MAGIC)) {
      throw new InvalidPathHandleException("Not a handle to a file of this file system");
    }
    return new FilePathHandle(
        fields[1], fields[2].isEmpty() ? Optional.empty() : Optional.of(fields[2]));
  }

  /**
   * Finds the file that the handle was made for, to read it.
   *
   * @throws InvalidPathHandleException if it is gone, or has changed since
   */
  Entry find(Namespace namespace) throws IOException {
    Entry entry =
        namespace
            .find(key, Need.CONTENT)
            .orElseThrow(
                () -> new InvalidPathHandleException(namespace.text(key) + " is no longer there"));
    if (!etag.isEmpty() && !etag.equals(entry.info().etag().orElse(null))) {
      throw new InvalidPathHandleException(
          namespace.text(key) + " has changed since its handle was made");
    }
    return entry;
  }

  @Override
  public ByteBuffer bytes() {
    return StandardCharsets.UTF_8.encode(MAGIC + SEPARATOR + key + SEPARATOR + etag);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FilePathHandle handle
        && handle.key.equals(key)
        && handle.etag.equals(etag);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + etag.hashCode();
  }

  @Override
  public String toString() {
    return "/" + key + (etag.isEmpty() ? "" : " as " + etag);
  }
}
