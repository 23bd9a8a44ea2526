package io.s3dl.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The same over a store with directories. */
public final class FaultyDirectoryStore extends FaultyObjectStore implements DirectoryStore {

  private final DirectoryStore store;
  private final Faults faults;

  public FaultyDirectoryStore(DirectoryStore store, Faults faults) {
    super(store, faults);
    this.store = store;
    this.faults = faults;
  }

  @Override
  public void makeDirectory(String key, int mode) throws IOException {
    store.makeDirectory(key, mode);
  }

  @Override
  public void removeDirectory(String key, boolean abandonUploads) throws IOException {
    faults.meet(Faults.Call.DELETE);
    store.removeDirectory(key, abandonUploads);
  }

  @Override
  public List<Leftover> leftovers(String directory) throws IOException {
    faults.meet(Faults.Call.LEFTOVERS);
    return store.leftovers(directory);
  }

  @Override
  public Optional<Leftover> settle(String key) throws IOException {
    return store.settle(key);
  }

  @Override
  public void rename(String from, String to, boolean replace) throws IOException {
    faults.meet(Faults.Call.RENAME);
    store.rename(from, to, replace);
  }

  @Override
  public boolean linkOrRename(String from, String to) throws IOException {
    faults.meet(Faults.Call.RENAME);
    return store.linkOrRename(from, to);
  }

  @Override
  public void setMode(String key, int mode) throws IOException {
    store.setMode(key, mode);
  }

  @Override
  public void setOwner(String key, String owner, String group) throws IOException {
    store.setOwner(key, owner, group);
  }

  @Override
  public void setTimes(String key, long modifiedMillis, long accessedMillis) throws IOException {
    store.setTimes(key, modifiedMillis, accessedMillis);
  }

  @Override
  public List<String> attributeNames(String key) throws IOException {
    return store.attributeNames(key);
  }

  @Override
  public byte[] attribute(String key, String name) throws IOException {
    return store.attribute(key, name);
  }

  @Override
  public void setAttribute(String key, String name, byte[] value) throws IOException {
    store.setAttribute(key, name, value);
  }

  @Override
  public void removeAttribute(String key, String name) throws IOException {
    store.removeAttribute(key, name);
  }

  @Override
  public OptionalInt recordedCrc32c(String key) throws IOException {
    return store.recordedCrc32c(key);
  }

  @Override
  public DiskSpace space(String key) throws IOException {
    return store.space(key);
  }
}
