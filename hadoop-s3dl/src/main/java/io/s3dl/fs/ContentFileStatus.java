package io.s3dl.fs;

import java.util.Optional;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The status of a file or directory as its users see it: logical path and logical length. It
 * remembers the object it was made from, so that opening it needs no search.
 */
public final class ContentFileStatus extends FileStatus implements EtagSource, FoundEntry {

  private static final long serialVersionUID = 1L;

  private final String etag;

  /** Not for another process, which may see another disk. */
  private final transient Entry entry;

  /**
   * Creates the status.
   *
   * @param entry what was found
   * @param length the content's length
   * @param owners owner, mode and times
   */
  ContentFileStatus(Entry entry, long length, long blockSize, Owners owners, Path path) {
    super(
        length,
        entry.isDirectory(),
        entry.isDirectory() ? 0 : 1,
        entry.isDirectory() ? 0 : blockSize,
        modifiedMillis(entry),
        owners.accessedMillis(),
        new FsPermission((short) owners.mode()),
        owners.owner(),
        owners.group(),
        null,
        path,
        FileStatus.NONE);
    this.etag = entry.isDirectory() ? null : entry.info().etag().orElse(null);
    this.entry = entry;
  }

  /**
   * A directory that a flat store has no time of is as of now: who deletes what is old leaves it,
   * and who looks for what is new looks into it. A disk, which tells more of it, has its time.
   */
  private static long modifiedMillis(Entry entry) {
    long known = entry.info().modifiedMillis();
    boolean untold = known == 0 && entry.info().attributes().isEmpty();
    return entry.isDirectory() && untold ? System.currentTimeMillis() : known;
  }

  @Override
  public String getEtag() {
    return etag;
  }

  @Override
  public Optional<Entry> entry() {
    return Optional.ofNullable(entry);
  }

  /**
   * Whether the name is a symbolic link, the rest being said of what it leads to. Whoever walks a
   * tree does not enter such a directory: it may lead back up. To Hadoop there are no links here,
   * so {@link #isSymlink()} is false.
   */
  public boolean isSymbolicLink() {
    return entry != null && entry.info().symlink();
  }

  /** Equal by path, as every status is. */
  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  /**
   * What a store may or may not keep about a file.
   *
   * @param mode permission bits
   * @param owner a user's name
   * @param group a group's name
   * @param accessedMillis last access, in milliseconds since the epoch
   */
  record Owners(int mode, String owner, String group, long accessedMillis) {}
}
