package io.s3dl.fs;

import io.s3dl.conf.SettingReader;

/** {@code filedl://}: files on local or mounted disks, through the page cache. */
public final class FiledlFileSystem extends LocalFileSystem {

  /** Creates a file system that is to be initialized. */
  public FiledlFileSystem() {
    super(SettingReader.FILE_SCHEME);
  }
}
