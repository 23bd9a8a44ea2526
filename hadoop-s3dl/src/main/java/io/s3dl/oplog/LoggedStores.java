package io.s3dl.oplog;

import io.s3dl.store.DirectoryStore;
import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectStore;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a log around stores. */
public final class LoggedStores {

  private static final Logger LOG = LoggerFactory.getLogger(LoggedStores.class);

  private LoggedStores() {}

  /**
   * A store whose operations are logged, of the same kind as the one that it takes over: one with
   * directories, a flat one or neither. If the log cannot be begun, that is logged, and the store
   * is returned as it is.
   *
   * @param endpoint what the store is called in the log
   */
  public static ObjectStore around(ObjectStore store, OplogOptions options, String endpoint) {
    String scheme = endpoint.substring(0, Math.max(0, endpoint.indexOf(':')));
    OperationLog log;
    try {
      log = OperationLog.open(options, endpoint, "s3dl-" + scheme + "-oplog");
    } catch (IOException e) {
      LOG.warn("The operations of {} are not logged: {}", endpoint, e.toString());
      return store;
    }
    return around(store, log);
  }

  static ObjectStore around(ObjectStore store, OperationLog log) {
    if (store instanceof DirectoryStore directories) {
      return new LoggedDirectoryStore(directories, log);
    }
    return store instanceof FlatStore flat
        ? new LoggedFlatStore(flat, log)
        : new LoggedObjectStore(store, log);
  }
}
