package io.s3dl.fs;

import io.s3dl.conf.SettingReader;

/**
 * {@code filedl://} with the interfaces that Hadoop has only since 3.3.6: to be named in {@code
 * fs.filedl.impl} by those who need them.
 */
public final class ExtendedFiledlFileSystem extends ExtendedLocalFileSystem {

  /** Creates a file system that is to be initialized. */
  public ExtendedFiledlFileSystem() {
    super(SettingReader.FILE_SCHEME);
  }
}
