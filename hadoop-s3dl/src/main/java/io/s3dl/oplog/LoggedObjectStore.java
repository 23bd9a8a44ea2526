package io.s3dl.oplog;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.ObjectStore;
import io.s3dl.store.PartSizes;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store whose operations are logged. Closes the store, and then the log. */
class LoggedObjectStore implements ObjectStore {

  /** What stands for the keys of an operation on many. */
  private static final String BATCH = "(batch)";

  private final ObjectStore store;
  private final OperationLog log;
  private final Recorder recorder;

  /** Takes over an open store and an open log. */
  LoggedObjectStore(ObjectStore store, OperationLog log) {
    this.store = store;
    this.log = log;
    this.recorder = new Recorder(log::add);
  }

  /** What stands in the column of the key where there are two. */
  static String fromTo(String from, String to) {
    return from + " -> " + to;
  }

  final Recorder recorder() {
    return recorder;
  }

  @Override
  public ObjectInfo head(String key) throws IOException {
    return recorder.record(Operation.STAT, key, running -> store.head(key));
  }

  /** Logged as a look at the object, unless it is known already: then the first read tells. */
  @Override
  public ObjectReader open(String key, Optional<ObjectInfo> known) throws IOException {
    Recorder.Call<ObjectReader> open =
        running -> new LoggedReader(store.open(key, known), key, recorder);
    return known.isPresent()
        ? recorder.recordFailure(Operation.STAT, key, open)
        : recorder.record(Operation.STAT, key, open);
  }

  @Override
  public Upload startUpload(String key, WriteOptions options) throws IOException {
    return recorder.record(
        Operation.START,
        key,
        running -> new LoggedUpload(store.startUpload(key, options), key, recorder));
  }

  @Override
  public PartSizes partSizes() {
    return store.partSizes();
  }

  @Override
  public ObjectIterator list(String prefix, boolean recursive) throws IOException {
    return recorder.recordFailure(
        Operation.LIST,
        prefix,
        running -> new LoggedListing(store.list(prefix, recursive), running));
  }

  @Override
  public Map<String, IOException> delete(List<String> keys) throws IOException {
    return recorder.record(
        Operation.DELETE,
        keys.size() == 1 ? keys.get(0) : BATCH,
        running -> {
          running.objects(keys.size());
          Map<String, IOException> failures = store.delete(keys);
          if (!failures.isEmpty()) {
            running.failed(notDeleted(failures, keys.size()));
          }
          return failures;
        });
  }

  private static String notDeleted(Map<String, IOException> failures, int keys) {
    Map.Entry<String, IOException> first = failures.entrySet().iterator().next();
    return failures.size()
        + " of "
        + keys
        + " not deleted: "
        + first.getKey()
        + ": "
        + first.getValue();
  }

  @Override
  public void deleteIfMatch(String key, String etag) throws IOException {
    recorder.record(Operation.DELETE, key, () -> store.deleteIfMatch(key, etag));
  }

  @Override
  public int maxNameBytes() {
    return store.maxNameBytes();
  }

  @Override
  public int maxKeyBytes() {
    return store.maxKeyBytes();
  }

  @Override
  public Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>(store.counts());
    counts.putAll(log.counts());
    return counts;
  }

  @Override
  public void close() throws IOException {
    try (log) {
      store.close();
    }
  }
}
