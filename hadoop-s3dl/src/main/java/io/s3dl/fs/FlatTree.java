package io.s3dl.fs;

import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;

/**
 * Makes, moves and removes files and directories over a store of keys alone, where a directory is
 * what keys have in common, or a marker. Safe for use by several threads.
 */
final class FlatTree implements Tree {

  private final FlatStore store;
  private final Namespace namespace;
  private final Twins twins;
  private final Mover mover;

  FlatTree(FlatStore store, Namespace namespace, Twins twins, Mover mover) {
    this.store = store;
    this.namespace = namespace;
    this.twins = twins;
    this.mover = mover;
  }

  @Override
  public void makeDirectories(String key, int mode) throws IOException {
    for (String at = key; !at.isEmpty(); at = Keys.parent(at)) {
      Optional<Entry> found = namespace.find(at);
      if (found.isPresent() && found.get().isFile()) {
        throw at.equals(key)
            ? new FileAlreadyExistsException("A file, not a directory: /" + at)
            : new ParentNotDirectoryException("A file, not a directory: /" + at);
      }
      if (found.isPresent()) {
        break;
      }
    }
    if (!key.isEmpty() && !namespace.isDirectory(key)) {
      mark(key);
    }
  }

  private void mark(String key) throws IOException {
    Namespace.checkNewName(key);
    Upload marker = store.startUpload(Keys.prefix(key), WriteOptions.replacing());
    boolean made = false;
    try {
      marker.put(ByteBuffer.allocateDirect(0), OptionalInt.of(0));
      made = true;
    } finally {
      if (!made) {
        marker.abort();
      }
    }
  }

  @Override
  public void checkDirectory(String key) throws IOException {
    if (!namespace.get(key).isDirectory()) {
      throw new ParentNotDirectoryException("A file, not a directory: /" + key);
    }
  }

  @Override
  public void rename(Entry source, String newKey, Optional<Entry> target, boolean replace)
      throws IOException {
    Namespace.checkNewName(newKey);
    if (target.isPresent() && !replace) {
      throw new FileAlreadyExistsException("Exists already: /" + newKey);
    }
    if (source.isDirectory()) {
      List<ObjectInfo> all = below(source.key());
      for (ObjectInfo object : all) {
        String newObject = newKey + object.key().substring(source.key().length());
        store.copy(object, object.directory() ? Keys.prefix(newObject) : newObject, false);
      }
      mark(newKey);
      delete(source, true);
      return;
    }
    try (Twins.Replaced other = twins.otherBefore(newKey, source.form(), replace)) {
      twins.removeLosing(source);
      mover.move(source.info(), PathMapper.physical(newKey, source.form()), replace);
      other.remove();
    }
  }

  @Override
  public boolean delete(Entry entry, boolean recursive) throws IOException {
    if (entry.isFile()) {
      deleteFile(entry);
      return true;
    }
    List<ObjectInfo> all = below(entry.key());
    if (!recursive && !all.isEmpty()) {
      throw new PathIsNotEmptyDirectoryException("/" + entry.key());
    }
    if (entry.key().isEmpty()) {
      return false;
    }
    List<String> keys = new ArrayList<>();
    for (ObjectInfo object : all) {
      keys.add(object.directory() ? Keys.prefix(object.key()) : object.key());
    }
    keys.add(Keys.prefix(entry.key()));
    Map<String, IOException> failures = store.delete(keys);
    if (!failures.isEmpty()) {
      throw failures.values().iterator().next();
    }
    return true;
  }

  private List<ObjectInfo> below(String key) throws IOException {
    List<ObjectInfo> all = new ArrayList<>();
    try (ObjectIterator objects = store.list(Keys.prefix(key), true)) {
      while (objects.hasNext()) {
        all.add(objects.next());
      }
    }
    return all;
  }

  @Override
  public void deleteFile(Entry file) throws IOException {
    twins.deleteFile(file);
  }
}
