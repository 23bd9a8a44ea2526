package io.s3dl.suites;

import static org.junit.Assume.assumeTrue;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSMainOperationsBaseTest;
import org.apache.hadoop.fs.FileSystem;
import org.junit.ClassRule;
import org.junit.Test;

/** Hadoop's {@link FSMainOperationsBaseTest}, but for two tests of permissions. */
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

  /** Skipped on stores of objects, which have nothing that a directory's permissions could bar. */
  @Override
  @Test
  public void testListStatusThrowsExceptionForUnreadableDir() throws Exception {
    assumeTrue("Directories of " + SuiteTarget.CURRENT + " bar nobody", isBarring());
    super.testListStatusThrowsExceptionForUnreadableDir();
  }

  /** Skipped as the one before. */
  @Override
  @Test
  public void testGlobStatusThrowsExceptionForUnreadableDir() throws Exception {
    assumeTrue("Directories of " + SuiteTarget.CURRENT + " bar nobody", isBarring());
    super.testGlobStatusThrowsExceptionForUnreadableDir();
  }

  private static boolean isBarring() {
    return SuiteTarget.CURRENT.isLocal();
  }
}
