package io.s3dl.fs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.PathFilter;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.util.functional.FunctionRaisingIOE;
import org.apache.hadoop.util.functional.RemoteIterators;

/** Lists directories as their users see them. Safe for use by several threads. */
final class Listings {

  private final Volume volume;
  private final Namespace namespace;
  private final StatusMaker statuses;
  private final TwinFilter.Order order;

  /**
   * Creates it.
   *
   * @param order that of the store's listings
   */
  Listings(Volume volume, Namespace namespace, StatusMaker statuses, TwinFilter.Order order) {
    this.order = order;
    this.volume = volume;
    this.namespace = namespace;
    this.statuses = statuses;
  }

  /**
   * The entries of a directory, fetched as they are consumed; the caller closes the iterator if it
   * stops before its end.
   *
   * @throws FileNotFoundException if there is no such directory
   */
  StatusIterator of(String directory) throws IOException {
    return statusesOf(entriesOf(directory));
  }

  private StatusIterator statusesOf(TwinFilter entries) {
    return new StatusIterator(entries, namespace, statuses, volume.facts(), volume.io());
  }

  /**
   * All that a flat store has below a directory, markers of directories with it, in the order of
   * its keys, by one listing; to be closed as {@link #of}.
   */
  StatusIterator allBelow(String directory) throws IOException {
    return statusesOf(
        new TwinFilter(volume.store().list(Keys.prefix(directory), true), namespace, order));
  }

  /**
   * The entries of a directory, or a file alone, with stored sizes in the place of lengths.
   *
   * @throws FileNotFoundException if there is nothing of that name
   */
  FileStatus[] names(String key) throws IOException {
    List<FileStatus> names = new ArrayList<>();
    Optional<Entry> file = order == TwinFilter.Order.NAMES ? fileAlone(key) : Optional.empty();
    if (file.isEmpty()) {
      try (TwinFilter entries = entriesOf(key)) {
        for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
          names.add(statuses.statusOf(entry, entry.info().size()));
        }
      }
      if (names.isEmpty() && order == TwinFilter.Order.KEYS) {
        file = fileAlone(key);
      }
    }
    file.ifPresent(found -> names.add(statuses.statusOf(found, found.info().size())));
    return names.toArray(FileStatus[]::new);
  }

  /**
   * The file of this name, empty if it is a directory.
   *
   * @throws FileNotFoundException if it is neither
   */
  private Optional<Entry> fileAlone(String key) throws IOException {
    return Optional.of(namespace.get(key, Need.DIRECTORY)).filter(Entry::isFile);
  }

  /** The names of a directory as they are stored, fetched as they are consumed. */
  TwinFilter entriesOf(String directory) throws IOException {
    return new TwinFilter(volume.store().list(Keys.prefix(directory), false), namespace, order);
  }

  /**
   * The statuses below a directory, or of a file alone, as the caller wants them to look.
   *
   * @throws FileNotFoundException if there is nothing of that name
   */
  <T> RemoteIterator<T> statuses(String key, FunctionRaisingIOE<ContentFileStatus, T> shape)
      throws IOException {
    return RemoteIterators.mappingRemoteIterator(entries(key), shape);
  }

  /** The same, without those that the filter refuses. */
  <T> RemoteIterator<T> filtered(
      String key, PathFilter filter, FunctionRaisingIOE<ContentFileStatus, T> shape)
      throws IOException {
    return RemoteIterators.mappingRemoteIterator(
        RemoteIterators.filteringRemoteIterator(
            entries(key), status -> filter.accept(status.getPath())),
        shape);
  }

  /**
   * The files below a directory, however deep, or a file alone, as one listing of a store of keys
   * alone gives them.
   *
   * @throws FileNotFoundException if there is nothing of that name
   */
  <T> RemoteIterator<T> filesBelow(String key, FunctionRaisingIOE<ContentFileStatus, T> shape)
      throws IOException {
    return RemoteIterators.mappingRemoteIterator(
        RemoteIterators.filteringRemoteIterator(
            listedOrAlone(key, allBelow(key)), FileStatus::isFile),
        shape);
  }

  private RemoteIterator<ContentFileStatus> entries(String key) throws IOException {
    if (order == TwinFilter.Order.KEYS) {
      return listedOrAlone(key, of(key));
    }
    Optional<Entry> file = fileAlone(key);
    return file.isPresent() ? alone(file.get()) : of(key);
  }

  /**
   * A listing, which need not be preceded by a look at what is listed: only where it is empty the
   * question is why.
   */
  private RemoteIterator<ContentFileStatus> listedOrAlone(String key, StatusIterator listing)
      throws IOException {
    boolean wanted = false;
    try {
      wanted = listing.hasNext();
    } finally {
      if (!wanted) {
        listing.close();
      }
    }
    if (wanted) {
      return listing;
    }
    Optional<Entry> file = fileAlone(key);
    return file.isPresent() ? alone(file.get()) : listing;
  }

  private RemoteIterator<ContentFileStatus> alone(Entry file) throws IOException {
    return RemoteIterators.remoteIteratorFromIterable(List.of(statuses.statusOf(file)));
  }
}
