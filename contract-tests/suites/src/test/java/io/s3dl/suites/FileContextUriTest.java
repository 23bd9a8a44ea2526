package io.s3dl.suites;

import org.apache.hadoop.fs.FileContextURIBase;
import org.junit.ClassRule;

/** Hadoop's {@link FileContextURIBase}, as it is. */
public class FileContextUriTest extends FileContextURIBase {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  @Override
  public void setUp() throws Exception {
    fc1 = SuiteTarget.CURRENT.newFileContext();
    fc2 = SuiteTarget.CURRENT.newFileContext();
    super.setUp();
  }
}
