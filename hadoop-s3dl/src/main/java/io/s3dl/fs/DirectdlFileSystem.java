package io.s3dl.fs;

import io.s3dl.conf.SettingReader;

/** {@code directdl://}: files on local or mounted disks, past the page cache, with O_DIRECT. */
public final class DirectdlFileSystem extends LocalFileSystem {

  /** Creates a file system that is to be initialized. */
  public DirectdlFileSystem() {
    super(SettingReader.DIRECT_SCHEME);
  }
}
