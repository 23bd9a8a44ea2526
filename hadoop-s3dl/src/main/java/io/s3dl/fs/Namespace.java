package io.s3dl.fs;

import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.util.functional.FunctionRaisingIOE;

/**
 * Finds what stands behind a logical key. Where both forms exist the compressed one wins, whatever
 * the configuration; a physical name gives the stored bytes; a file wins over a directory of the
 * same name, which only others can make. Safe for use by several threads.
 */
final class Namespace {

  /** How often a file may be replaced while it is looked for. */
  private static final int MAX_ATTEMPTS = 20;

  /** What is wrong where not even the root is found. */
  static final String NO_ROOT =
      "The root of the file system does not exist; make it, or set fs.s3dl.local.root";

  private final Finder finder;
  private final ObjectStore store;
  private final PathMapper mapper;
  private final String root;

  /**
   * Creates it.
   *
   * @param root what paths begin with in messages
   */
  Namespace(Finder finder, ObjectStore store, PathMapper mapper, String root) {
    this.root = root;
    this.finder = finder;
    this.store = store;
    this.mapper = mapper;
  }

  /** A path as messages name it. */
  String text(String key) {
    return root + key;
  }

  /** Whether there is something, and what; see {@link Finder#find}. */
  Optional<Entry> find(String key) throws IOException {
    return find(key, Need.NAME);
  }

  /** What there is, if there is something; see {@link Finder#find}. */
  Optional<Entry> find(String key, Need need) throws IOException {
    return finder.find(key, need);
  }

  /** The file in its most likely form; see {@link Finder#likely}. */
  Optional<Entry> likely(String key, Need need) throws IOException {
    return finder.likely(key, need);
  }

  /** All that a name stands for; see {@link Finder#standing}. */
  Standing standing(String key) throws IOException {
    return finder.standing(key);
  }

  /** Whether there is a directory of exactly this name, be it hidden by a file or not. */
  boolean isDirectory(String key) throws IOException {
    return finder.isDirectory(key);
  }

  /**
   * What there is.
   *
   * @throws FileNotFoundException if there is nothing
   */
  Entry get(String key) throws IOException {
    return get(key, Need.NAME);
  }

  /** As {@link #get(String)}, for what it is needed for. */
  Entry get(String key, Need need) throws IOException {
    return find(key, need)
        .orElseThrow(() -> new FileNotFoundException("No such file or directory: " + text(key)));
  }

  /**
   * Does something with a file or directory. A file that is replaced or changes its form between
   * being found and being used is looked for anew, so that a file that always exists is always
   * found.
   *
   * @throws FileNotFoundException if there is nothing
   */
  <T> T use(String key, Need need, FunctionRaisingIOE<Entry, T> action) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Entry entry = get(key, need);
      try {
        return action.apply(entry);
      } catch (ObjectChangedException | FileNotFoundException e) {
        if (entry.isDirectory() || attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** The entry for a listed object, without asking the store. */
  Entry listed(ObjectInfo info) {
    if (!info.directory() && PathMapper.isPhysical(info.name())) {
      String key = Keys.child(Keys.parent(info.key()), PathMapper.logical(info.name()));
      return new Entry(key, info, Entry.Kind.COMPRESSED);
    }
    return new Entry(info.key(), info, Entry.Kind.asNamed(info));
  }

  /**
   * Refuses a name for something new that this software needs for itself.
   *
   * @throws PathIOException if the name is reserved
   */
  void checkNewName(String key) throws IOException {
    if (ReservedNames.isReserved(Keys.name(key))) {
      throw new PathIOException(
          text(key),
          "Names that begin with " + ReservedNames.PREFIX + " are those of files in the making");
    }
    if (PathMapper.isPhysical(PathMapper.logical(Keys.name(key)))) {
      throw new PathIOException(text(key), "More than one " + PathMapper.SUFFIX + " in a name");
    }
  }

  /** The object that a file of this form would be, if it exists. */
  Optional<ObjectInfo> formOf(String key, Form form) throws IOException {
    return form == Form.COMPRESSED
        ? compressedForm(key)
        : head(store, key).filter(info -> !info.directory());
  }

  /** What the store has under exactly this key. */
  Optional<ObjectInfo> asStored(String key) throws IOException {
    return head(store, key);
  }

  private Optional<ObjectInfo> compressedForm(String key) throws IOException {
    if (!mapper.fitsCompressed(key)) {
      return Optional.empty(); // no object can have so long a name
    }
    return head(store, PathMapper.physical(key, Form.COMPRESSED)).filter(info -> !info.directory());
  }

  /** What a store has under exactly this key. */
  static Optional<ObjectInfo> head(ObjectStore store, String key) throws IOException {
    try {
      return Optional.of(store.head(key));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
