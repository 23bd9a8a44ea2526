package io.s3dl.fs;

import io.s3dl.conf.SettingReader;

/**
 * {@code directdl://} with the interfaces that Hadoop has only since 3.3.6: to be named in {@code
 * fs.directdl.impl} by those who need them.
 */
public final class ExtendedDirectdlFileSystem extends ExtendedLocalFileSystem {

  /** Creates a file system that is to be initialized. */
  public ExtendedDirectdlFileSystem() {
    super(SettingReader.DIRECT_SCHEME);
  }
}
