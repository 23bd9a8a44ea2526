package io.s3dl.fs;

import io.s3dl.store.ObjectInfo;
import java.io.IOException;
import java.util.function.IntSupplier;
import org.apache.hadoop.fs.Path;

/** Makes statuses of entries. Safe for use by several threads. */
final class StatusMaker {

  private static final int FILE_MODE = 0644;

  private final Path root;
  private final ContentFacts facts;
  private final long blockSize;
  private final String user;
  private final IntSupplier directoryMode;

  /**
   * Creates the maker.
   *
   * @param root the qualified root of the file system
   * @param user whose files are, where the store does not say
   * @param directoryMode the permission bits of directories, where the store does not say: those
   *     with which a new one is asked for now
   */
  StatusMaker(
      Path root, ContentFacts facts, long blockSize, String user, IntSupplier directoryMode) {
    this.root = root;
    this.facts = facts;
    this.blockSize = blockSize;
    this.user = user;
    this.directoryMode = directoryMode;
  }

  /** The qualified path of a key. */
  Path path(String key) {
    return key.isEmpty() ? root : new Path(root, new Path(null, null, "/" + key));
  }

  /** The status, for which the end of a compressed file may have to be read. */
  ContentFileStatus statusOf(Entry entry) throws IOException {
    return statusOf(entry, lengthOf(entry));
  }

  ContentFileStatus statusOf(Entry entry, long length) {
    Entry known = entry.withoutTail();
    if (entry.isCompressed()) {
      known = new Entry(entry.key(), facts.withRemembered(entry.info()), entry.kind());
    }
    return new ContentFileStatus(known, length, blockSize, owners(known.info()), path(known.key()));
  }

  long lengthOf(Entry entry) throws IOException {
    return entry.isCompressed() ? facts.lengthOf(entry) : entry.info().size();
  }

  /** A store may keep a file's mode and not whose it is. */
  private String orUser(String name) {
    return name.isEmpty() ? user : name;
  }

  private ContentFileStatus.Owners owners(ObjectInfo info) {
    return info.attributes()
        .map(
            kept ->
                new ContentFileStatus.Owners(
                    kept.mode(), orUser(kept.owner()), orUser(kept.group()), kept.accessedMillis()))
        .orElseGet(
            () ->
                new ContentFileStatus.Owners(
                    info.directory() ? directoryMode.getAsInt() : FILE_MODE, user, user, 0));
  }
}
