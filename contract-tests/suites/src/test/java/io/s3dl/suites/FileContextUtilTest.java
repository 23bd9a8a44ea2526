package io.s3dl.suites;

import org.apache.hadoop.fs.FileContextUtilBase;
import org.junit.ClassRule;

/** Hadoop's {@link FileContextUtilBase}, as it is. */
public class FileContextUtilTest extends FileContextUtilBase {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  @Override
  public void setUp() throws Exception {
    fc = SuiteTarget.CURRENT.newFileContext();
    super.setUp();
  }
}
