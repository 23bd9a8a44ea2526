package io.s3dl.engine.tables;

import java.util.Map;
import org.apache.iceberg.LockManager;

/**
 * Locks nothing. By default the threads of a JVM share a lock of Iceberg's; with this, what keeps
 * them apart is the rename alone, as if each were a process.
 */
public final class NoLock implements LockManager {

  @Override
  public boolean acquire(String entity, String owner) {
    return true;
  }

  @Override
  public boolean release(String entity, String owner) {
    return true;
  }

  @Override
  public void initialize(Map<String, String> properties) {
    // nothing to be configured
  }

  @Override
  public void close() {
    // nothing is held
  }
}
