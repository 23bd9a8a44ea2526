package io.s3dl.fs;

import io.s3dl.conf.FileSystemOptions;
import io.s3dl.store.FlatStore;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;

/** Puts together the parts of a file system whose store has keys only. */
final class PartsOfFlatStore {

  private final FlatStore store;
  private final FileSystemOptions options;
  private final Path root;
  private final IntSupplier directoryMode;
  private final Volume volume;

  /** Takes over an open store. */
  PartsOfFlatStore(
      FlatStore store, FileSystemOptions options, Path root, IntSupplier directoryMode) {
    this.store = store;
    this.options = options;
    this.root = root;
    this.directoryMode = directoryMode;
    this.volume =
        new Volume(root.toUri().getScheme(), root.toString(), store, Ends.asking(store), options);
  }

  FileSystemParts build() throws IOException {
    PathMapper mapper = volume.mapper();
    Finder finder = new FlatFinder(store, mapper, volume.io(), root.toString());
    Namespace namespace = new Namespace(finder, store, mapper, root.toString());
    StatusMaker statuses =
        new StatusMaker(
            root,
            volume.facts(),
            options.blockSize(),
            UserGroupInformation.getCurrentUser().getShortUserName(),
            directoryMode);
    Listings listings = new Listings(volume, namespace, statuses, TwinFilter.Order.KEYS);
    Twins twins = new Twins(store, namespace);
    FlatMover mover = new FlatMover(store, namespace, volume.facts(), twins);
    RawCopies rawCopies = new RawCopies(mover, twins, volume);
    Reads reads = new Reads(volume);
    Continuations continuations = new FlatContinuations(store, mover, twins, namespace);
    FlatDirectories directories = new FlatDirectories(store, !options.quickCreate());
    FlatRename renames =
        new FlatRename(
            store,
            namespace,
            directories,
            twins,
            mover,
            new RawCopies(
                mover::rename,
                (replaced, object, key) ->
                    mover.removeReplaced(replaced::remove, object.key(), key),
                twins,
                volume),
            volume.io());
    FlatParents parents = new FlatParents(namespace);
    Tree tree =
        new ForgettingTree(
            new FlatTree(store, namespace, directories, twins, renames, volume.io()), parents);
    return new FileSystemParts(
        volume,
        Optional.empty(),
        namespace,
        statuses,
        listings,
        new ContentSummaries(namespace, listings, statuses, true),
        reads,
        new Checksums(volume, reads),
        new FileCreator(
            volume,
            namespace,
            parents,
            tree,
            new Writes(
                volume, reads, new FlatNewFiles(twins, namespace, volume.io()), continuations),
            rawCopies),
        tree,
        new RenameRules(namespace, tree),
        new Attributes(store, Optional.empty(), namespace),
        Optional.of(new BulkDeletion(store, namespace, directories, volume)));
  }
}
