package io.s3dl.fs;

import io.s3dl.store.DirectoryStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.FsStatus;

/** How much room a file system has, as {@code hadoop fs -df} shows it. */
final class Space {

  private Space() {}

  /** The room on the disk of a path, or where it would be if it does not exist. */
  static FsStatus of(FileSystemParts parts, String key) throws IOException {
    if (parts.directories().isEmpty()) {
      // Room for all; what is used nobody tells but a listing of all that there is.
      return new FsStatus(Long.MAX_VALUE, 0, Long.MAX_VALUE);
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
}
