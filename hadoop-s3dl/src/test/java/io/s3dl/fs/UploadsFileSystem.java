package io.s3dl.fs;

import io.s3dl.store.FlatStore;
import io.s3dl.store.MemoryFlatStore;
import io.s3dl.store.ObjectStore;
import io.s3dl.store.PartSizes;
import io.s3dl.store.PendingUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.conf.Configuration;

/**
 * A file system in memory whose store has uploads that nobody has ended: as many as a test puts
 * into the list that all such file systems share.
 */
public final class UploadsFileSystem extends S3dlFileSystem {

  /** The uploads. One whose id is {@code stubborn} cannot be aborted. */
  public static final List<PendingUpload> UPLOADS = new CopyOnWriteArrayList<>();

  /** An upload of which the listing fails. */
  public static final PendingUpload BROKEN = new PendingUpload("", "broken", 0);

  private static final PartSizes PARTS = new PartSizes(64 << 10, 0, 64 << 10, 100, 1);

  @Override
  ObjectStore openStore(Configuration conf) {
    FlatStore memory = new MemoryFlatStore(PARTS);
    return (ObjectStore)
        Proxy.newProxyInstance(
            FlatStore.class.getClassLoader(),
            new Class<?>[] {FlatStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("pendingUploads")) {
                return pending((String) arguments[0]);
              }
              if (method.getName().equals("abort")) {
                abort((PendingUpload) arguments[0]);
                return null;
              }
              try {
                return method.invoke(memory, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void abort(PendingUpload upload) throws IOException {
    if (upload.id().equals("stubborn")) {
      throw new IOException("Error aborting " + upload.key() + ": not allowed");
    }
    UPLOADS.remove(upload);
  }

  private static FlatStore.Pending pending(String prefix) {
    Iterator<PendingUpload> all =
        UPLOADS.stream()
            .filter(upload -> upload.key().startsWith(prefix) || upload.equals(BROKEN))
            .iterator();
    return new FlatStore.Pending() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public PendingUpload next() {
        PendingUpload next = all.next();
        if (next.equals(BROKEN)) {
          throw new UncheckedIOException(new IOException("Error listing uploads: no answer"));
        }
        return next;
      }
    };
  }
}
