package io.s3dl.fs;

import io.s3dl.conf.SettingReader;

/** {@code azdl://CONTAINER@ACCOUNT/}: Azure Blob Storage. */
public class AzdlFileSystem extends FlatFileSystem {

  /** Creates a file system that is to be initialized. */
  public AzdlFileSystem() {
    super(SettingReader.AZURE_SCHEME);
  }
}
