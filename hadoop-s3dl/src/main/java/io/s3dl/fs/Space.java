package io.s3dl.fs;

import io.s3dl.store.DirectoryStore;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.FsStatus;

/** How much room a file system has, as {@code hadoop fs -df} shows it. */
final class Space {

  /** More objects of a flat store are not counted; one request lists one more than these. */
  private static final int MOST_OBJECTS = 999;

  private Space() {}

  /** The room on the disk of a path, or where it would be if it does not exist. */
  static FsStatus of(FileSystemParts parts, String key) throws IOException {
    if (parts.directories().isEmpty()) {
      long used = usedBytes(parts.volume().store());
      return new FsStatus(Long.MAX_VALUE, used, Long.MAX_VALUE - used); // room for all
    }
    Namespace namespace = parts.namespace();
    String existing = key;
    while (namespace.find(existing).isEmpty()) {
      if (existing.isEmpty()) {
        throw new FileNotFoundException(Namespace.NO_ROOT);
      }
      existing = Keys.parent(existing);
    }
    DirectoryStore.DiskSpace space =
        parts.directories().get().space(namespace.get(existing).physicalKey());
    return new FsStatus(space.capacity(), space.used(), space.remaining());
  }

  /** What all objects take, if they are few; else 0: nobody tells but a listing of all of them. */
  private static long usedBytes(ObjectStore store) throws IOException {
    long bytes = 0;
    try (ObjectIterator objects = store.list("", true)) {
      for (int i = 0; i < MOST_OBJECTS && objects.hasNext(); i++) {
        bytes += objects.next().size();
      }
      return objects.hasNext() ? 0 : bytes;
    }
  }
}
