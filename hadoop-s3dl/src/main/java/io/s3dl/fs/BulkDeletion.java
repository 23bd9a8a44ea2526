package io.s3dl.fs;

import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.ObjectPage;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

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

    /** Each object once, also where it is named in more than one way. */
    synchronized Collection<TwinPairs.Pair> files(Collection<String> keys) {
      Map<String, TwinPairs.Pair> pairs = new LinkedHashMap<>();
      for (String key : keys) {
        Optional<ObjectInfo> plain = Optional.ofNullable(objects.get(PathMapper.logical(key)));
        ObjectInfo compressed = objects.get(compressedKey(key));
        if (compressed != null) {
          pairs.put(compressed.key(), new TwinPairs.Pair(compressed, plain));
        } else if (plain.isPresent() && plain.get().key().equals(key)) {
          pairs.put(key, new TwinPairs.Pair(plain.get(), Optional.empty()));
        }
        if (pairs.containsKey(key) || compressed != null) {
          directories.remove(key); // the file wins
        }
      }
      return pairs.values();
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
    FlatDeletion.delete(store, List.copyOf(found.files(wanted)))
        .forEach(
            (key, e) ->
                Stream.of(PathMapper.logical(key), compressedKey(key))
                    .filter(wanted::contains) // in whichever way it was named
                    .forEach(name -> failures.putIfAbsent(name, TreeCheck.reason(e))));
    for (String directory : found.directories.descendingSet()) {
      String failure = deleteDirectory(directory);
      if (failure != null) {
        failures.put(directory, failure);
      }
    }
    return failures;
  }

  /** The key of the compressed form of a file, which may be named by that. */
  private static String compressedKey(String key) {
    return PathMapper.physical(PathMapper.logical(key), Form.COMPRESSED);
  }

  private String deleteDirectory(String key) throws IOException {
    FlatDirectories.Beginning beginning = directories.beginningOf(key, 2);
    if (beginning.hasEntries()) {
      return "Directory is not empty: " + namespace.text(key);
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
    SortedSet<String> names = new TreeSet<>(keys);
    keys.forEach(key -> names.add(PathMapper.logical(key)));
    int left = PAGE * FOREIGN_ENTRIES + keys.size() * FOREIGN_ENTRIES;
    try (ObjectIterator entries = store.list(alike(names.first(), names.last()), false)) {
      while (entries.hasNext()) {
        if (left-- == 0) {
          return false;
        }
        ObjectInfo info = entries.next();
        if (keys.contains(info.key())
            || (!info.directory() && names.contains(PathMapper.logical(info.key())))) {
          found.add(info);
        }
      }
    }
    return true;
  }

  /**
   * What two names begin with alike, in whole characters; less than the first, since a listing
   * leaves out what has its prefix as its key.
   */
  private static String alike(String first, String last) {
    int alike = 0;
    while (alike < Math.min(first.length() - 1, last.length())
        && first.charAt(alike) == last.charAt(alike)) {
      alike++;
    }
    boolean half = alike > 0 && Character.isHighSurrogate(first.charAt(alike - 1));
    return first.substring(0, half ? alike - 1 : alike);
  }

  /** Looks for one name. */
  private void look(String key, Found found) throws IOException {
    if (key.isEmpty()) {
      found.add(new ObjectInfo(key, true, 0, 0, Optional.empty(), Optional.empty()));
      return;
    }
    ObjectPage page = store.first(key, PAGE);
    String compressed = compressedKey(key);
    for (ObjectInfo info : page.entries()) {
      if (info.key().equals(key) || (info.key().equals(compressed) && !info.directory())) {
        found.add(info);
      }
    }
    if (PathMapper.isPhysical(Keys.name(key))) {
      namespace.formOf(PathMapper.logical(key), Form.PLAIN).ifPresent(found::add);
    } else if (!page.complete()) {
      namespace.formOf(key, Form.COMPRESSED).ifPresent(found::add);
      if (namespace.isDirectory(key)) {
        found.add(new ObjectInfo(key, true, 0, 0, Optional.empty(), Optional.empty()));
      }
    }
  }
}
