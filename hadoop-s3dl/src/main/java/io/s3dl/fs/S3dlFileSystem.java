package io.s3dl.fs;

import io.s3dl.conf.SettingReader;

/** {@code s3dl://}: Amazon S3 and the stores that speak its protocol. */
public class S3dlFileSystem extends ObjectFileSystem {

  /** Creates a file system that is to be initialized. */
  public S3dlFileSystem() {
    super(SettingReader.S3_SCHEME);
  }
}
