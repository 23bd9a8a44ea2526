package io.s3dl.fs;

import io.s3dl.conf.FileSystemOptions;
import io.s3dl.store.DirectoryStore;
import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.apache.hadoop.fs.Path;

/**
 * The parts of one file system, put together; the file system closes them.
 *
 * @param volume the store, the threads and the memory, which the others use
 * @param directories the store, if it has directories of its own
 * @param bulkDeletion how many files are deleted at once, where that takes fewer requests
 */
record FileSystemParts(
    Volume volume,
    Optional<DirectoryStore> directories,
    Namespace namespace,
    StatusMaker statuses,
    Listings listings,
    ContentSummaries summaries,
    Reads reads,
    Checksums checksums,
    FileCreator creator,
    Tree tree,
    RenameRules renames,
    Attributes attributes,
    Optional<BulkDeletion> bulkDeletion)
    implements Closeable {

  /**
   * Puts a file system together over an open store, which it takes over.
   *
   * @param directoryMode the permission bits of directories about which nothing is kept
   */
  static FileSystemParts open(
      ObjectStore store, FileSystemOptions options, Path root, IntSupplier directoryMode)
      throws IOException {
    if (store instanceof DirectoryStore directories) {
      return new PartsOfDirectories(directories, options, root, directoryMode).build();
    }
    if (store instanceof FlatStore flat) {
      return new PartsOfFlatStore(flat, options, root, directoryMode).build();
    }
    throw new IllegalArgumentException("No tree for a store of " + store.getClass());
  }

  @Override
  public void close() throws IOException {
    volume.close();
  }
}
