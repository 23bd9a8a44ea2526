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
import java.util.OptionalInt;
import org.apache.hadoop.fs.XAttrSetFlag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept about files besides their bytes. Extended attributes have Hadoop's names, of which
 * only those in the namespace {@code user.} belong to users. A flat store keeps none about
 * directories: setting mode, owner or times does nothing there, and setting others is refused. Safe
 * for use by several threads.
 */
final class Attributes {

  private static final Logger LOG = LoggerFactory.getLogger(Attributes.class);

  private static final String USER_PREFIX = "user.";

  private final AttributeStore store;
  private final Optional<DirectoryStore> disks;
  private final Namespace namespace;
  private final OpenFiles openFiles = new OpenFiles();

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

  /**
   * Sets permission bits; of a file that this file system is writing those that it will have, and
   * not those of what it replaces.
   *
   * @throws FileNotFoundException if there is nothing of that name, and nobody writes it
   */
  void setMode(String key, int mode) throws IOException {
    if (!openFiles.setMode(key, mode)) {
      setModeNow(key, mode);
    }
  }

  /** A file that is to be written, and is told when that has begun. */
  OpenFiles.OpenFile newFile(String key) {
    return openFiles.newFile(key);
  }

  /**
   * A file that is being continued from now on. On a disk its bits are set at once; in a store of
   * keys alone that makes another object of it, which could not be continued, so that they are kept
   * until it ends.
   */
  OpenFiles.OpenFile continuedFile(String key) {
    OpenFiles.OpenFile file = openFiles.continuedFile(key);
    if (disks.isEmpty()) {
      file.begin();
    }
    return file;
  }

  /**
   * Called when a file is not written any more. Bits that came too late for the store to take them
   * with the file are set now; where that fails, the file is there all the same, and so it is
   * logged only.
   *
   * @param published whether it has been made of what was written
   */
  void end(OpenFiles.OpenFile file, boolean published) {
    OptionalInt late = file.end(published);
    if (late.isEmpty()) {
      return;
    }
    try {
      setModeNow(file.key(), late.getAsInt());
    } catch (IOException e) {
      if (e instanceof FileNotFoundException && !file.isContinued()) {
        LOG.debug(
            "{} was deleted or renamed as soon as it was there", namespace.text(file.key()), e);
        return;
      }
      String path = namespace.text(file.key());
      String mode = Integer.toOctalString(late.getAsInt());
      LOG.warn(
          "{} has not got the permissions {} that it was given while it was written, since they"
              + " could not be set after it: run hadoop fs -chmod {} {}, or with the new name if it"
              + " has been renamed meanwhile",
          path,
          mode,
          mode,
          path,
          e);
    }
  }

  private void setModeNow(String key, int mode) throws IOException {
    Optional<String> kept = kept(key);
    if (kept.isPresent()) {
      store.setMode(kept.get(), mode);
    }
  }

  void setOwner(String key, String owner, String group) throws IOException {
    Optional<String> kept = kept(key);
    if (kept.isPresent()) {
      store.setOwner(kept.get(), owner, group);
    }
  }

  void setTimes(String key, long modifiedMillis, long accessedMillis) throws IOException {
    Optional<String> kept = kept(key);
    if (kept.isPresent()) {
      store.setTimes(kept.get(), modifiedMillis, accessedMillis);
    }
  }

  List<String> names(String key) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : namesOf(kept(key))) {
      names.add(USER_PREFIX + name);
    }
    return names;
  }

  byte[] get(String key, String name) throws IOException {
    String ownName = withoutPrefix(name);
    Optional<String> kept = kept(key);
    try {
      if (kept.isPresent()) {
        return store.attribute(kept.get(), ownName);
      }
    } catch (FileNotFoundException e) {
      if (namespace.find(key).isEmpty()) {
        throw e;
      }
    }
    throw new IOException(namespace.text(key) + " has no extended attribute " + name);
  }

  Map<String, byte[]> all(String key) throws IOException {
    Optional<String> kept = kept(key);
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (String name : namesOf(kept)) {
      all.put(USER_PREFIX + name, store.attribute(kept.orElseThrow(), name));
    }
    return all;
  }

  /**
   * Sets an attribute.
   *
   * @throws IOException if it exists, or does not, and the flags don't allow that; and for a
   *     directory of a store that keeps none
   */
  void set(String key, String name, byte[] value, EnumSet<XAttrSetFlag> flags) throws IOException {
    Optional<String> kept = kept(key);
    String ownName = withoutPrefix(name);
    XAttrSetFlag.validate(name, namesOf(kept).contains(ownName), flags);
    if (kept.isEmpty()) {
      throw new IOException(
          namespace.text(key)
              + " is a directory, about which a store of keys alone keeps no extended attributes;"
              + " set them on files");
    }
    store.setAttribute(kept.get(), ownName, value == null ? new byte[0] : value);
  }

  void remove(String key, String name) throws IOException {
    get(key, name); // one that is not there is an error
    store.removeAttribute(kept(key).orElseThrow(), withoutPrefix(name));
  }

  /** The key about which something is kept; empty for a directory of a flat store. */
  private Optional<String> kept(String key) throws IOException {
    Entry entry = namespace.get(key);
    return entry.isDirectory() && disks.isEmpty()
        ? Optional.empty()
        : Optional.of(entry.physicalKey());
  }

  private List<String> namesOf(Optional<String> physicalKey) throws IOException {
    return physicalKey.isPresent() ? store.attributeNames(physicalKey.get()) : List.of();
  }

  private static String withoutPrefix(String name) throws IOException {
    if (!name.startsWith(USER_PREFIX) || name.length() == USER_PREFIX.length()) {
      throw new IOException(
          "Not the name of a user's extended attribute, which begins with user.: " + name);
    }
    return name.substring(USER_PREFIX.length());
  }
}
