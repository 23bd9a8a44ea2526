package io.s3dl.fs;

import io.s3dl.conf.FileSystemOptions;
import io.s3dl.store.DirectoryStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * The parts of one file system, put together; the file system closes them.
 *
 * @param volume the store, the threads and the memory, which the others use
 * @param directories the store, if it has directories of its own
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
    DirectoryTree tree,
    RenameRules renames,
    Attributes attributes)
    implements Closeable {

  /** Puts a file system together over an open store, which it takes over. */
  static FileSystemParts open(DirectoryStore store, FileSystemOptions options, Path root)
      throws IOException {
    Volume volume = new Volume(root.toUri().getScheme(), store, options);
    Namespace namespace = new Namespace(store, volume.mapper());
    StatusMaker statuses =
        new StatusMaker(
            root,
            volume.facts(),
            options.blockSize(),
            UserGroupInformation.getCurrentUser().getShortUserName());
    Listings listings = new Listings(volume, namespace, statuses);
    Twins twins = new Twins(store, namespace);
    RawCopies rawCopies = new RawCopies(store, twins, volume);
    Reads reads = new Reads(volume);
    Continuations continuations = new Continuations(store, namespace, twins);
    DirectoryTree tree = new DirectoryTree(store, namespace, twins, rawCopies, continuations);
    return new FileSystemParts(
        volume,
        Optional.of(store),
        namespace,
        statuses,
        listings,
        new ContentSummaries(listings, statuses),
        reads,
        new Checksums(volume, reads),
        new FileCreator(
            volume, namespace, tree, new Writes(volume, reads, twins, continuations), rawCopies),
        tree,
        new RenameRules(namespace, tree),
        new Attributes(store, namespace));
  }

  @Override
  public void close() throws IOException {
    volume.close();
  }
}
