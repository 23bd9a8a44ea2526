package io.s3dl.fs;

import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Deletes all objects below a directory of a flat store, in as large requests as the store takes
 * and several of them at once. Only what was listed is deleted. Where some cannot be deleted, the
 * others are all the same. Holds some pages of keys, however many there are. For one operation and
 * one thread.
 */
final class FlatDeletion {

  private static final int PAGES_AT_ONCE = 4;

  private final FlatStore store;
  private final Executor io;
  private final String directory;
  private final Namespace namespace;
  private final KeyFailures failures;

  FlatDeletion(FlatStore store, Executor io, String directory, Namespace namespace) {
    this.namespace = namespace;
    this.failures = new KeyFailures(namespace);
    this.store = store;
    this.io = io;
    this.directory = directory;
  }

  /**
   * Deletes what is below the directory, and last its own marker.
   *
   * @throws IOException if something is left; names the first of it
   */
  void run(FlatDirectories.Beginning beginning) throws IOException {
    if (beginning.page().complete() && !beginning.hasDirectories()) {
      delete(TwinPairs.of(beginning.page().entries()));
    } else {
      deleteBelow();
      if (failures.isEmpty() && beginning.marker().isPresent()) {
        failures.add(store.delete(List.of(Keys.prefix(directory))));
      }
    }
    failures.throwIfAny("Cannot delete all of " + namespace.text(directory));
  }

  private void deleteBelow() throws IOException {
    List<TwinPairs.Pair> page = new ArrayList<>();
    try (TwinPairs pairs = new TwinPairs(store.list(Keys.prefix(directory), true));
        Crew crew = new Crew(io, PAGES_AT_ONCE, "deleting " + namespace.text(directory))) {
      for (TwinPairs.Pair pair = pairs.next(); pair != null; pair = pairs.next()) {
        page.add(pair);
        if (page.size() == store.deletePageSize()) {
          send(page, crew);
          page.clear();
        }
      }
      if (!page.isEmpty()) {
        send(page, crew);
      }
      crew.finish();
    }
  }

  private void send(List<TwinPairs.Pair> page, Crew crew) throws IOException {
    List<TwinPairs.Pair> full = List.copyOf(page);
    crew.begin(() -> delete(full));
  }

  private void delete(List<TwinPairs.Pair> pairs) throws IOException {
    failures.add(delete(store, pairs));
  }

  /**
   * Deletes objects with what they hide: that goes first, and where it stays, so does the one that
   * hides it.
   *
   * @return why some could not be deleted, by key
   */
  static Map<String, IOException> delete(FlatStore store, List<TwinPairs.Pair> pairs)
      throws IOException {
    Map<String, IOException> left = new LinkedHashMap<>();
    List<String> losing =
        pairs.stream().flatMap(pair -> pair.hidden().stream()).map(ObjectInfo::key).toList();
    if (!losing.isEmpty()) {
      left.putAll(store.delete(losing));
    }
    Set<String> hiding = new HashSet<>();
    left.keySet().forEach(key -> hiding.add(PathMapper.physical(key, Form.COMPRESSED)));
    List<String> winning =
        pairs.stream()
            .map(pair -> Keys.stored(pair.object()))
            .filter(key -> !hiding.contains(key))
            .toList();
    if (!winning.isEmpty()) {
      left.putAll(store.delete(winning));
    }
    return left;
  }
}
