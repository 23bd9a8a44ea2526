package io.s3dl.fs;

import io.s3dl.conf.FileSystemOptions;
import io.s3dl.store.DirectoryStore;
import io.s3dl.store.ObjectInfo;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;

/** Puts together the parts of a file system whose store has directories of its own. */
final class PartsOfDirectories {

  private final DirectoryStore store;
  private final FileSystemOptions options;
  private final Path root;
  private final IntSupplier directoryMode;
  private final Volume volume;

  /** Takes over an open store. */
  PartsOfDirectories(
      DirectoryStore store, FileSystemOptions options, Path root, IntSupplier directoryMode) {
    this.store = store;
    this.options = options;
    this.root = root;
    this.directoryMode = directoryMode;
    this.volume = new Volume(root.toUri().getScheme(), "/", store, Ends.opening(store), options);
  }

  FileSystemParts build() throws IOException {
    Namespace namespace =
        new Namespace(new DirectoryFinder(store, volume.mapper()), store, volume.mapper(), "/");
    StatusMaker statuses =
        new StatusMaker(
            root,
            volume.facts(),
            options.blockSize(),
            UserGroupInformation.getCurrentUser().getShortUserName(),
            directoryMode);
    Listings listings = new Listings(volume, namespace, statuses, TwinFilter.Order.NAMES);
    Twins twins = new Twins(store, namespace);
    RawCopies rawCopies = new RawCopies(this::move, twins, volume);
    Reads reads = new Reads(volume);
    DirectoryContinuations continuations =
        new DirectoryContinuations(store, store, this::move, namespace, twins);
    Tree tree = new DirectoryTree(store, namespace, twins, rawCopies, continuations);
    return new FileSystemParts(
        volume,
        Optional.of(store),
        namespace,
        statuses,
        listings,
        new ContentSummaries(namespace, listings, statuses, false),
        reads,
        new Checksums(volume, reads),
        new FileCreator(
            volume,
            namespace,
            Parents.of(tree),
            tree,
            new Writes(volume, reads, NewFiles.onDisk(twins), continuations),
            rawCopies),
        tree,
        new RenameRules(namespace, tree),
        new Attributes(store, Optional.of(store), namespace),
        Optional.empty());
  }

  private ObjectInfo move(ObjectInfo object, String newKey, boolean replace) throws IOException {
    store.rename(object.key(), newKey, replace);
    return store.head(newKey);
  }
}
