package io.s3dl.suites;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSMainOperationsBaseTest;
import org.apache.hadoop.fs.FileSystem;
import org.junit.ClassRule;

/** Hadoop's {@link FSMainOperationsBaseTest}, as it is. */
public class FileSystemMainOperationsTest extends FSMainOperationsBaseTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  @Override
  protected FileSystem createFileSystem() throws Exception {
    Configuration conf = new Configuration();
    ConfinedRoot.requireConfined(conf);
    FileSystem fs = FileSystem.get(SuiteTarget.CURRENT.uri(), conf);
    // Cached, and the test before may have changed it.
    fs.setWorkingDirectory(fs.getHomeDirectory());
    return fs;
  }
}
