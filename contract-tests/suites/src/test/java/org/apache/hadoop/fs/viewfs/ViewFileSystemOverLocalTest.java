package org.apache.hadoop.fs.viewfs;

import static org.junit.Assert.assertTrue;

import io.s3dl.suites.ConfinedRoot;
import io.s3dl.suites.SuiteTarget;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * Hadoop's {@link ViewFileSystemBaseTest}, but for one look at an open file, with mounts of the
 * scheme under test. It is in Hadoop's package, as the suite's fields are visible only there.
 */
public class ViewFileSystemOverLocalTest extends ViewFileSystemBaseTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  @Override
  public void setUp() throws Exception {
    fsTarget = FileSystem.get(SuiteTarget.CURRENT.uri(), new Configuration());
    // Cached, and the test before may have changed it.
    fsTarget.setWorkingDirectory(fsTarget.getHomeDirectory());
    super.setUp();
  }

  /** The fallback is mounted at a directory that is not the user's home. */
  @Override
  Path getTrashRootInFallBackFS() throws IOException {
    return new Path(
        "/" + FileSystem.TRASH_PREFIX, UserGroupInformation.getCurrentUser().getShortUserName());
  }

  /**
   * The suite's test asks for a file whose stream it never closes, and which need not exist: "There
   * is no guarantee that any file will be visible at the path of an output stream after the output
   * stream is created" (outputstream.md, "Visibility of newly created objects"). Here it is closed.
   */
  @Override
  @Test
  public void testCreateNonRecursive() throws IOException {
    Path path = fileSystemTestHelper.getTestRootPath(fsView, "/user/foo");
    fsView.createNonRecursive(path, false, 1024, (short) 1, 1024L, null).close();
    assertTrue(fsView.getFileStatus(new Path("/user/foo")).isFile());
    assertTrue(fsTarget.getFileStatus(new Path(targetTestRoot, "user/foo")).isFile());
  }
}
