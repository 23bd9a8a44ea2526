package io.s3dl.fs;

import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.ObjectPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Deletes many named files of a flat store with few requests: their directories are listed, where
 * several of them are in one, then what exists goes at once, in whichever form it is stored. So
 * nothing is deleted that is not there (which would leave delete markers in a versioned bucket),
 * and no directory that has entries. Unlike a single deletion it does not let a directory outlive
 * its last entry. Safe for use by several threads.
 */
final class BulkDeletion {

  /** From how many files of a directory on it is listed, rather than each is looked for. */
  private static final int LISTED = 3;

  /** How many other entries are passed over for one that is looked for. */
  private static final int FOREIGN_ENTRIES = 10;

  private static final int LOOKS_AT_ONCE = 64;
  private static final int PAGE = 100;

  private final FlatStore store;
  private final Namespace namespace;
  private final FlatDirectories directories;
  private final Volume volume;

  BulkDeletion(FlatStore store, Namespace namespace, FlatDirectories directories, Volume volume) {
    this.store = store;
    this.namespace = namespace;
    this.directories = directories;
    this.volume = volume;
  }

  /** How many files are deleted by one call at most. */
  int pageSize() {
    return store.deletePageSize();
  }

  /** What stands under the names that are to be deleted; filled by several threads. */
  private static final class Found {
    private final Map<String, ObjectInfo> objects = new HashMap<>();
    private final TreeSet<String> directories = new TreeSet<>();

    synchronized void add(ObjectInfo info) {
      if (info.directory()) {
        directories.add(info.key());
      } else {
        objects.put(info.key(), info);
      }
    }

    synchronized List<TwinPairs.Pair> files(Collection<String> keys) {
      List<TwinPairs.Pair> pairs = new ArrayList<>();
      for (String key : keys) {
        Optional<ObjectInfo> plain = Optional.ofNullable(objects.get(key));
        ObjectInfo compressed = objects.get(PathMapper.physical(key, Form.COMPRESSED));
        if (compressed != null) {
          pairs.add(new TwinPairs.Pair(compressed, plain));
        } else if (plain.isPresent()) {
          pairs.add(new TwinPairs.Pair(plain.get(), Optional.empty()));
        }
        if (compressed != null || plain.isPresent()) {
          directories.remove(key); // the file wins
        }
      }
      return pairs;
    }
  }

  /**
   * Deletes files and empty directories; what does not exist is deleted already.
   *
   * @param keys logical ones
   * @return why the others could not be deleted, by logical key
   */
  Map<String, String> delete(Collection<String> keys) throws IOException {
    TreeSet<String> wanted = new TreeSet<>(keys);
    Found found = find(wanted);
    Map<String, String> failures = new TreeMap<>();
    FlatDeletion.delete(store, found.files(wanted))
        .forEach((key, e) -> failures.putIfAbsent(PathMapper.logical(key), TreeCheck.reason(e)));
    for (String directory : found.directories.descendingSet()) {
      String failure = deleteDirectory(directory);
      if (failure != null) {
        failures.put(directory, failure);
      }
    }
    return failures;
  }

  private String deleteDirectory(String key) throws IOException {
    FlatDirectories.Beginning beginning = directories.beginningOf(key, 2);
    if (beginning.hasEntries()) {
      return "Directory is not empty: /" + key;
    }
    if (beginning.marker().isEmpty() || key.isEmpty()) {
      return null;
    }
    Map<String, IOException> failures = store.delete(List.of(Keys.prefix(key)));
    return failures.isEmpty() ? null : TreeCheck.reason(failures.values().iterator().next());
  }

  private Found find(SortedSet<String> wanted) throws IOException {
    Map<String, SortedSet<String>> byDirectory = new TreeMap<>();
    for (String key : wanted) {
      byDirectory.computeIfAbsent(Keys.parent(key), parent -> new TreeSet<>()).add(key);
    }
    Found found = new Found();
    try (Crew crew = new Crew(volume.io(), LOOKS_AT_ONCE, "looking for files to delete")) {
      for (SortedSet<String> keys : byDirectory.values()) {
        if (keys.size() < LISTED || !list(keys, found)) {
          for (String key : keys) {
            crew.begin(() -> look(key, found));
          }
        }
      }
      crew.finish();
    }
    return found;
  }

  /** Looks through a directory for some of its names; whether that has come to its end. */
  private boolean list(SortedSet<String> keys, Found found) throws IOException {
    String first = keys.first();
    String last = keys.last();
    int alike = 0;
    while (alike < first.length() && first.charAt(alike) == last.charAt(alike)) {
      alike++;
    }
    int left = PAGE * FOREIGN_ENTRIES + keys.size() * FOREIGN_ENTRIES;
    try (ObjectIterator entries = store.list(first.substring(0, alike), false)) {
      while (entries.hasNext()) {
        if (left-- == 0) {
          return false;
        }
        ObjectInfo info = entries.next();
        if (keys.contains(info.key()) || keys.contains(PathMapper.logical(info.key()))) {
          found.add(info);
        }
      }
    }
    return true;
  }

  /** Looks for one name. */
  private void look(String key, Found found) throws IOException {
    if (key.isEmpty()) {
      found.add(new ObjectInfo(key, true, 0, 0, Optional.empty(), Optional.empty()));
      return;
    }
    ObjectPage page = store.first(key, PAGE);
    String compressed = PathMapper.physical(key, Form.COMPRESSED);
    for (ObjectInfo info : page.entries()) {
      if (info.key().equals(key) || (info.key().equals(compressed) && !info.directory())) {
        found.add(info);
      }
    }
    if (!page.complete()) {
      namespace.formOf(key, Form.COMPRESSED).ifPresent(found::add);
      if (namespace.isDirectory(key)) {
        found.add(new ObjectInfo(key, true, 0, 0, Optional.empty(), Optional.empty()));
      }
    }
  }
}
