package io.s3dl.fs;

import io.s3dl.store.AttributeStore;
import io.s3dl.store.DirectoryStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FsStatus;
import org.apache.hadoop.fs.XAttrSetFlag;

/**
 * What is kept about files besides their bytes. Extended attributes have Hadoop's names, of which
 * only those in the namespace {@code user.} belong to users. Safe for use by several threads.
 */
final class Attributes {

  private static final String USER_PREFIX = "user.";

  private final AttributeStore store;
  private final Optional<DirectoryStore> disks;
  private final Namespace namespace;

  /**
   * Creates it.
   *
   * @param disks the store, if it is on disks whose room is known
   */
  Attributes(AttributeStore store, Optional<DirectoryStore> disks, Namespace namespace) {
    this.store = store;
    this.disks = disks;
    this.namespace = namespace;
  }

  void setMode(String key, int mode) throws IOException {
    store.setMode(physical(key), mode);
  }

  void setOwner(String key, String owner, String group) throws IOException {
    store.setOwner(physical(key), owner, group);
  }

  void setTimes(String key, long modifiedMillis, long accessedMillis) throws IOException {
    store.setTimes(physical(key), modifiedMillis, accessedMillis);
  }

  /** The room on the disk of a path, or where it would be if it does not exist. */
  FsStatus space(String key) throws IOException {
    if (disks.isEmpty()) { // as other object stores say: room for all
      return new FsStatus(Long.MAX_VALUE, 0, Long.MAX_VALUE);
    }
    String existing = key;
    while (namespace.find(existing).isEmpty()) {
      if (existing.isEmpty()) {
        throw new FileNotFoundException(Namespace.NO_ROOT);
      }
      existing = Keys.parent(existing);
    }
    DirectoryStore.DiskSpace space = disks.get().space(physical(existing));
    return new FsStatus(space.capacity(), space.used(), space.remaining());
  }

  List<String> names(String key) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : store.attributeNames(physical(key))) {
      names.add(USER_PREFIX + name);
    }
    return names;
  }

  byte[] get(String key, String name) throws IOException {
    try {
      return store.attribute(physical(key), withoutPrefix(name));
    } catch (FileNotFoundException e) {
      if (namespace.find(key).isEmpty()) {
        throw e;
      }
      throw new IOException("/" + key + " has no extended attribute " + name, e);
    }
  }

  Map<String, byte[]> all(String key) throws IOException {
    String physical = physical(key);
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (String name : store.attributeNames(physical)) {
      all.put(USER_PREFIX + name, store.attribute(physical, name));
    }
    return all;
  }

  /**
   * Sets an attribute.
   *
   * @throws IOException if it exists, or does not, and the flags don't allow that
   */
  void set(String key, String name, byte[] value, EnumSet<XAttrSetFlag> flags) throws IOException {
    String physical = physical(key);
    String ownName = withoutPrefix(name);
    XAttrSetFlag.validate(name, store.attributeNames(physical).contains(ownName), flags);
    store.setAttribute(physical, ownName, value == null ? new byte[0] : value);
  }

  void remove(String key, String name) throws IOException {
    get(key, name); // one that is not there is an error
    store.removeAttribute(physical(key), withoutPrefix(name));
  }

  private String physical(String key) throws IOException {
    return namespace.get(key).physicalKey();
  }

  private static String withoutPrefix(String name) throws IOException {
    if (!name.startsWith(USER_PREFIX) || name.length() == USER_PREFIX.length()) {
      throw new IOException(
          "Not the name of a user's extended attribute, which begins with user.: " + name);
    }
    return name.substring(USER_PREFIX.length());
  }
}
