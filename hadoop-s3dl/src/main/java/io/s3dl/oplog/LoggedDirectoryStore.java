package io.s3dl.oplog;

import io.s3dl.store.DirectoryStore;
import io.s3dl.store.Leftover;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The same for a store with directories. */
final class LoggedDirectoryStore extends LoggedAttributeStore implements DirectoryStore {

  private final DirectoryStore store;

  LoggedDirectoryStore(DirectoryStore store, OperationLog log) {
    super(store, store, log);
    this.store = store;
  }

  @Override
  public void makeDirectory(String key, int mode) throws IOException {
    recorder().record(Operation.MKDIR, key, () -> store.makeDirectory(key, mode));
  }

  @Override
  public void removeDirectory(String key, boolean abandonUploads) throws IOException {
    recorder().record(Operation.RMDIR, key, () -> store.removeDirectory(key, abandonUploads));
  }

  @Override
  public List<Leftover> leftovers(String directory) throws IOException {
    return recorder()
        .record(
            Operation.LIST,
            directory,
            running -> {
              List<Leftover> found = store.leftovers(directory);
              running.objects(found.size());
              return found;
            });
  }

  @Override
  public Optional<Leftover> settle(String key) throws IOException {
    return recorder().record(Operation.SETTLE, key, running -> store.settle(key));
  }

  @Override
  public void rename(String from, String to, boolean replace) throws IOException {
    recorder().record(Operation.RENAME, fromTo(from, to), () -> store.rename(from, to, replace));
  }

  @Override
  public boolean linkOrRename(String from, String to) throws IOException {
    return recorder()
        .record(Operation.LINK, fromTo(from, to), running -> store.linkOrRename(from, to));
  }

  @Override
  public OptionalInt recordedCrc32c(String key) throws IOException {
    return recorder().record(Operation.STAT, key, running -> store.recordedCrc32c(key));
  }

  @Override
  public DiskSpace space(String key) throws IOException {
    return recorder().record(Operation.SPACE, key, running -> store.space(key));
  }
}
