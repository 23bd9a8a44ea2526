package io.s3dl.fs;

import io.s3dl.conf.SettingReader;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;

/**
 * A file system on local or mounted disks. Knows no interface that is younger than Hadoop 3.3.4.
 */
abstract class LocalFileSystem extends ObjectFileSystem {

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
}
