package io.s3dl.fs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  Listings(Volume volume, Namespace namespace, StatusMaker statuses) {
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
    return new StatusIterator(
        entriesOf(directory), namespace, statuses, volume.facts(), volume.io());
  }

  /**
   * All that a flat store has below a directory, markers of directories with it, in the order of
   * its keys, by one listing; to be closed as {@link #of}.
   */
  StatusIterator allBelow(String directory) throws IOException {
    return new StatusIterator(
        new TwinFilter(volume.store().list(Keys.prefix(directory), true), namespace),
        namespace,
        statuses,
        volume.facts(),
        volume.io());
  }

  /**
   * The entries of a directory, or a file alone, with stored sizes in the place of lengths.
   *
   * @throws FileNotFoundException if there is nothing of that name
   */
  FileStatus[] names(String key) throws IOException {
    Entry found = namespace.get(key);
    List<FileStatus> names = new ArrayList<>();
    if (found.isFile()) {
      names.add(statuses.statusOf(found, found.info().size()));
    } else {
      try (TwinFilter entries = entriesOf(key)) {
        for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
          names.add(statuses.statusOf(entry, entry.info().size()));
        }
      }
    }
    return names.toArray(FileStatus[]::new);
  }

  /** The names of a directory as they are stored, fetched as they are consumed. */
  TwinFilter entriesOf(String directory) throws IOException {
    return new TwinFilter(volume.store().list(Keys.prefix(directory), false), namespace);
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

  private RemoteIterator<ContentFileStatus> entries(String key) throws IOException {
    Entry found = namespace.get(key);
    return found.isDirectory()
        ? of(key)
        : RemoteIterators.remoteIteratorFromIterable(List.of(statuses.statusOf(found)));
  }
}
