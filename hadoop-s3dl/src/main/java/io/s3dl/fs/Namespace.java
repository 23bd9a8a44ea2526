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

  /** How often a name is looked for before it is said not to exist, one form after the other. */
  private static final int LOOKS = 5;

  private final ObjectStore store;
  private final PathMapper mapper;

  Namespace(ObjectStore store, PathMapper mapper) {
    this.store = store;
    this.mapper = mapper;
  }

  /**
   * What there is, if there is something. Errors of the store are thrown, never "nothing". Between
   * two looks a file may change its form, so where both fail they are repeated: a file that is
   * overwritten all the time is found all the same.
   */
  Optional<Entry> find(String key) throws IOException {
    if (key.isEmpty()) {
      return asNamed(key);
    }
    // A name with two suffixes, which only others can make, is listed with one.
    boolean physical = PathMapper.isPhysical(Keys.name(key));
    Optional<Entry> found = physical ? asNamed(key) : compressed(key);
    for (int look = 1; found.isEmpty() && look < LOOKS; look++) {
      found = (look % 2 == 1) == physical ? compressed(key) : asNamed(key);
    }
    return found;
  }

  private Optional<Entry> asNamed(String key) throws IOException {
    return head(key).map(info -> new Entry(key, info, kindOf(info)));
  }

  /** Whether there is a directory of exactly this name, be it hidden by a file or not. */
  boolean isDirectory(String key) throws IOException {
    return head(key).map(ObjectInfo::directory).orElse(false);
  }

  private Optional<Entry> compressed(String key) throws IOException {
    return compressedForm(key).map(info -> new Entry(key, info, Entry.Kind.COMPRESSED));
  }

  /**
   * What there is.
   *
   * @throws FileNotFoundException if there is nothing
   */
  Entry get(String key) throws IOException {
    return find(key)
        .orElseThrow(() -> new FileNotFoundException("No such file or directory: /" + key));
  }

  /**
   * Does something with a file or directory. A file that is replaced or changes its form between
   * being found and being used is looked for anew, so that a file that always exists is always
   * found.
   *
   * @throws FileNotFoundException if there is nothing
   */
  <T> T use(String key, FunctionRaisingIOE<Entry, T> action) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Entry entry = get(key);
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
    return new Entry(info.key(), info, kindOf(info));
  }

  /**
   * Refuses a name for something new that this software needs for itself.
   *
   * @throws PathIOException if the name is reserved
   */
  static void checkNewName(String key) throws IOException {
    if (ReservedNames.isReserved(Keys.name(key))) {
      throw new PathIOException(
          "/" + key,
          "Names that begin with " + ReservedNames.PREFIX + " are those of files in the making");
    }
    if (PathMapper.isPhysical(PathMapper.logical(Keys.name(key)))) {
      throw new PathIOException("/" + key, "More than one " + PathMapper.SUFFIX + " in a name");
    }
  }

  /** The object that a file of this form would be, if it exists. */
  Optional<ObjectInfo> formOf(String key, Form form) throws IOException {
    return form == Form.COMPRESSED
        ? compressedForm(key)
        : head(key).filter(info -> !info.directory());
  }

  /** What the store has under exactly this key. */
  Optional<ObjectInfo> asStored(String key) throws IOException {
    return head(key);
  }

  private Optional<ObjectInfo> compressedForm(String key) throws IOException {
    if (!mapper.fitsCompressed(Keys.name(key))) {
      return Optional.empty(); // no object can have so long a name
    }
    return head(PathMapper.physical(key, Form.COMPRESSED)).filter(info -> !info.directory());
  }

  private Optional<ObjectInfo> head(String key) throws IOException {
    try {
      return Optional.of(store.head(key));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private Entry.Kind kindOf(ObjectInfo info) {
    if (info.directory()) {
      return Entry.Kind.DIRECTORY;
    }
    return PathMapper.isPhysical(info.name()) ? Entry.Kind.RAW : Entry.Kind.PLAIN;
  }
}
