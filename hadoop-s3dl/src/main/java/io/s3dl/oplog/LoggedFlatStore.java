package io.s3dl.oplog;

import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectPage;
import io.s3dl.store.PendingUpload;
import io.s3dl.store.StoredTail;
import java.io.IOException;

/** The same for a store of keys alone. */
final class LoggedFlatStore extends LoggedAttributeStore implements FlatStore {

  private final FlatStore store;

  LoggedFlatStore(FlatStore store, OperationLog log) {
    super(store, store, log);
    this.store = store;
  }

  @Override
  public StoredTail tail(String key, int bytes) throws IOException {
    return tail(key, bytes, () -> {});
  }

  @Override
  public StoredTail tail(String key, int bytes, Runnable arrived) throws IOException {
    return recorded(key, running -> store.tail(key, bytes, running.arrivedAnd(arrived)));
  }

  @Override
  public StoredTail tail(ObjectInfo known, int bytes, Runnable arrived) throws IOException {
    return recorded(known.key(), running -> store.tail(known, bytes, running.arrivedAnd(arrived)));
  }

  @Override
  public StoredTail whole(String key, int most, Runnable arrived) throws IOException {
    return recorded(key, running -> store.whole(key, most, running.arrivedAnd(arrived)));
  }

  private StoredTail recorded(String key, Recorder.Call<StoredTail> asking) throws IOException {
    return recorder()
        .record(
            Operation.GET,
            key,
            running -> {
              StoredTail tail = asking.run(running);
              running.bytes(tail.bytes().remaining());
              return tail;
            });
  }

  @Override
  public ObjectPage first(String prefix, int most) throws IOException {
    return recorder()
        .record(
            Operation.LIST,
            prefix,
            running -> {
              ObjectPage page = store.first(prefix, most);
              running.objects(page.entries().size());
              return page;
            });
  }

  @Override
  public ObjectInfo copy(ObjectInfo from, String to, boolean exclusive) throws IOException {
    return recorder()
        .record(
            Operation.COPY,
            fromTo(from.key(), to),
            running -> {
              ObjectInfo copied = store.copy(from, to, exclusive);
              running.bytes(from.size());
              return copied;
            });
  }

  @Override
  public boolean tellsContentLengths() {
    return store.tellsContentLengths();
  }

  @Override
  public boolean mayHaveOtherMarkers() {
    return store.mayHaveOtherMarkers();
  }

  @Override
  public boolean hasOtherMarker(String directory) throws IOException {
    return mayHaveOtherMarkers()
        && recorder().record(Operation.STAT, directory, running -> store.hasOtherMarker(directory));
  }

  @Override
  public boolean copiesExclusively(long bytes) {
    return store.copiesExclusively(bytes);
  }

  @Override
  public boolean writesExclusively() {
    return store.writesExclusively();
  }

  @Override
  public int deletePageSize() {
    return store.deletePageSize();
  }

  @Override
  public Pending pendingUploads(String prefix) throws IOException {
    return recorder()
        .recordFailure(
            Operation.LIST,
            prefix,
            running -> new LoggedPending(store.pendingUploads(prefix), running));
  }

  @Override
  public boolean discardsUploads() {
    return store.discardsUploads();
  }

  @Override
  public void abort(PendingUpload upload) throws IOException {
    recorder().record(Operation.ABORT, upload.key(), () -> store.abort(upload));
  }
}
