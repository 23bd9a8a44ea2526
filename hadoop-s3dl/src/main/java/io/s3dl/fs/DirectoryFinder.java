package io.s3dl.fs;

import io.s3dl.store.DirectoryStore;
import io.s3dl.store.ObjectInfo;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds by looks at one key after the other, which cost little where directories are real. Safe for
 * use by several threads.
 */
final class DirectoryFinder implements Finder {

  /** How often a name is looked for before it is said not to exist, one form after the other. */
  private static final int LOOKS = 5;

  private final DirectoryStore store;
  private final PathMapper mapper;

  DirectoryFinder(DirectoryStore store, PathMapper mapper) {
    this.store = store;
    this.mapper = mapper;
  }

  /**
   * {@inheritDoc} Between two looks a file may change its form, so where both fail they are
   * repeated.
   */
  @Override
  public Optional<Entry> find(String key, Need need) throws IOException {
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

  @Override
  public Optional<Entry> findLikely(String key, Need need) throws IOException {
    return find(key, need).filter(Entry::isFile);
  }

  private Optional<Entry> asNamed(String key) throws IOException {
    return Namespace.head(store, key).map(info -> new Entry(key, info, Entry.Kind.asNamed(info)));
  }

  private Optional<Entry> compressed(String key) throws IOException {
    if (!mapper.fitsCompressed(key)) {
      return Optional.empty(); // no object can have so long a name
    }
    return Namespace.head(store, PathMapper.physical(key, Form.COMPRESSED))
        .filter(info -> !info.directory())
        .map(info -> new Entry(key, info, Entry.Kind.COMPRESSED));
  }

  @Override
  public boolean isDirectory(String key) throws IOException {
    return Namespace.head(store, key).map(ObjectInfo::directory).orElse(false);
  }

  /** What wins: what it hides is looked for when the new file is about to be visible. */
  @Override
  public Standing standing(String key) throws IOException {
    return find(key, Need.NAME).map(Standing::of).orElse(Standing.NOTHING);
  }
}
