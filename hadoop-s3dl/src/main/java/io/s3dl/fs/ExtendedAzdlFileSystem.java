package io.s3dl.fs;

import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.LeaseRecoverable;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeMode;
import org.apache.hadoop.fs.SafeModeAction;

/**
 * {@code azdl://} with the interfaces that Hadoop has only since 3.3.6: to be named in {@code
 * fs.azdl.impl} by those who need them. Its safe mode is its own: while it is on, changes through
 * this object are refused. A file has no lease: it is visible when it is closed, so what is visible
 * is recovered.
 */
public final class ExtendedAzdlFileSystem extends AzdlFileSystem
    implements LeaseRecoverable, SafeMode {

  /** Creates a file system that is to be initialized. */
  public ExtendedAzdlFileSystem() {}

  @Override
  public boolean setSafeMode(SafeModeAction action, boolean isChecked) {
    return SafeModes.set(this, action);
  }

  @Override
  public boolean recoverLease(Path file) throws IOException {
    return isFileClosed(file);
  }

  @Override
  public boolean hasPathCapability(Path path, String capability) throws IOException {
    return capability.toLowerCase(Locale.ROOT).equals(CommonPathCapabilities.LEASE_RECOVERABLE)
        || super.hasPathCapability(path, capability);
  }
}
