package io.s3dl.fs;

import org.apache.hadoop.fs.FileSystem;

/** What a file system holds at the moment, which its users are not told. */
public final class Resources {

  private Resources() {}

  /** How many buffers streams and tasks have of a file system's pool. */
  public static int lentBuffers(FileSystem fs) {
    return ((ObjectFileSystem) fs).parts().volume().buffers().lentBuffers();
  }
}
