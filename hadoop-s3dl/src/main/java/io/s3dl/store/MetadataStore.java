package io.s3dl.store;

import java.io.IOException;
import java.util.List;

/** A flat store that keeps attributes in what {@link #attributes} names. */
public abstract class MetadataStore implements FlatStore {

  /** Where attributes are kept. */
  protected abstract AttributeStore attributes();

  @Override
  public final void setMode(String key, int mode) throws IOException {
    attributes().setMode(key, mode);
  }

  @Override
  public final void setOwner(String key, String owner, String group) throws IOException {
    attributes().setOwner(key, owner, group);
  }

  @Override
  public final void setTimes(String key, long modifiedMillis, long accessedMillis)
      throws IOException {
    attributes().setTimes(key, modifiedMillis, accessedMillis);
  }

  @Override
  public final List<String> attributeNames(String key) throws IOException {
    return attributes().attributeNames(key);
  }

  @Override
  public final byte[] attribute(String key, String name) throws IOException {
    return attributes().attribute(key, name);
  }

  @Override
  public final void setAttribute(String key, String name, byte[] value) throws IOException {
    attributes().setAttribute(key, name, value);
  }

  @Override
  public final void removeAttribute(String key, String name) throws IOException {
    attributes().removeAttribute(key, name);
  }
}
