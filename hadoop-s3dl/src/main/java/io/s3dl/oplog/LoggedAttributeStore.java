package io.s3dl.oplog;

import io.s3dl.store.AttributeStore;
import io.s3dl.store.ObjectStore;
import java.io.IOException;
import java.util.List;

/** The same for a store that keeps more about files than their bytes. */
abstract class LoggedAttributeStore extends LoggedObjectStore implements AttributeStore {

  private final AttributeStore attributes;

  /**
   * Takes over an open store and an open log.
   *
   * @param attributes the same store
   */
  LoggedAttributeStore(ObjectStore store, AttributeStore attributes, OperationLog log) {
    super(store, log);
    this.attributes = attributes;
  }

  @Override
  public final void setMode(String key, int mode) throws IOException {
    set(key, () -> attributes.setMode(key, mode));
  }

  @Override
  public final void setOwner(String key, String owner, String group) throws IOException {
    set(key, () -> attributes.setOwner(key, owner, group));
  }

  @Override
  public final void setTimes(String key, long modifiedMillis, long accessedMillis)
      throws IOException {
    set(key, () -> attributes.setTimes(key, modifiedMillis, accessedMillis));
  }

  @Override
  public final List<String> attributeNames(String key) throws IOException {
    return recorder().record(Operation.GETATTR, key, running -> attributes.attributeNames(key));
  }

  @Override
  public final byte[] attribute(String key, String name) throws IOException {
    return recorder().record(Operation.GETATTR, key, running -> attributes.attribute(key, name));
  }

  @Override
  public final void setAttribute(String key, String name, byte[] value) throws IOException {
    set(key, () -> attributes.setAttribute(key, name, value));
  }

  @Override
  public final void removeAttribute(String key, String name) throws IOException {
    set(key, () -> attributes.removeAttribute(key, name));
  }

  private void set(String key, Recorder.Action action) throws IOException {
    recorder().record(Operation.SETATTR, key, action);
  }
}
