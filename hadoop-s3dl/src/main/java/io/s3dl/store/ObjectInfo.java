package io.s3dl.store;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a store says of one object or directory without reading it.
 *
 * @param key the key, without a leading or trailing slash; empty for the root
 * @param directory whether it is a directory
 * @param size the stored bytes; 0 for a directory
 * @param modifiedMillis the time of the last change, in milliseconds since the epoch
 * @param etag changes whenever the bytes do; empty where the store has none
 * @param symlink whether the key itself is a symbolic link, the rest being said of what it leads
 *     to; whoever deletes a tree removes such a key and never follows it
 * @param attributes owner, mode and the like, where the store keeps them
 * @param contentLength how long the content of a compressed object is, where its writer recorded
 *     that beside the object and the store says so unasked
 */
public record ObjectInfo(
    String key,
    boolean directory,
    long size,
    long modifiedMillis,
    Optional<String> etag,
    boolean symlink,
    Optional<FileAttributes> attributes,
    OptionalLong contentLength) {

  public ObjectInfo {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(etag, "etag");
    Objects.requireNonNull(attributes, "attributes");
    Objects.requireNonNull(contentLength, "contentLength");
    if (size < 0) {
      throw new IllegalArgumentException("Negative size of " + key + ": " + size);
    }
  }

  /** What a store says that knows of bytes only. */
  public ObjectInfo(
      String key,
      boolean directory,
      long size,
      long modifiedMillis,
      Optional<String> etag,
      boolean symlink,
      Optional<FileAttributes> attributes) {
    this(key, directory, size, modifiedMillis, etag, symlink, attributes, OptionalLong.empty());
  }

  /** What a store without symbolic links says. */
  public ObjectInfo(
      String key,
      boolean directory,
      long size,
      long modifiedMillis,
      Optional<String> etag,
      Optional<FileAttributes> attributes) {
    this(key, directory, size, modifiedMillis, etag, false, attributes);
  }

  /** What follows the last slash of the key. */
  public String name() {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}
