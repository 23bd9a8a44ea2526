package io.s3dl.fs;

import io.s3dl.conf.SettingReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;

/**
 * A file system on local or mounted disks. It can be made read-only, for changes through this
 * object. Knows no interface that is younger than Hadoop 3.3.4.
 */
abstract class LocalFileSystem extends ObjectFileSystem {

  private volatile boolean readOnly;
  private boolean wholeMachine;

  LocalFileSystem(String scheme) {
    super(scheme);
  }

  @Override
  protected void configure(Configuration conf) {
    wholeMachine = SettingReader.localOptions(conf, getScheme()).root().getParent() == null;
  }

  /** That of the process, where the file system is the whole machine. */
  @Override
  protected Path getInitialWorkingDirectory() {
    return wholeMachine ? makeAbsolute(System.getProperty("user.dir")) : null;
  }

  @Override
  public Path getHomeDirectory() {
    return wholeMachine ? makeAbsolute(System.getProperty("user.home")) : super.getHomeDirectory();
  }

  private Path makeAbsolute(String directory) {
    return new Path(directory).makeQualified(getUri(), null);
  }

  /** Says why, where Hadoop's convention of returning false would leave the user to guess. */
  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    if (wholeMachine && key(path).isEmpty()) {
      throw new PathIOException(
          path.toString(), "This is the root of the machine, which is never deleted");
    }
    return super.delete(path, recursive);
  }

  @Override
  protected void checkChangeable(Path path) throws IOException {
    if (readOnly) {
      throw new PathIOException(
          path.toString(), "This file system is in safe mode; leave it to change anything");
    }
  }

  boolean isReadOnly() {
    return readOnly;
  }

  void setReadOnly(boolean newReadOnly) {
    readOnly = newReadOnly;
  }

  /**
   * Whether a file is closed, as every file is that is there at all.
   *
   * @throws FileNotFoundException if there is none
   */
  public boolean isFileClosed(Path file) throws IOException {
    Optional<Entry> found = parts().namespace().find(key(file));
    if (found.isEmpty()) {
      throw new FileNotFoundException("File does not exist: " + file);
    }
    if (found.get().isDirectory()) {
      throw new FileNotFoundException("Path is not a file: " + file);
    }
    return true;
  }
}
