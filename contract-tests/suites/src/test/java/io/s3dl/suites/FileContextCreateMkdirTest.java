package io.s3dl.suites;

import org.apache.hadoop.fs.FileContextCreateMkdirBaseTest;
import org.junit.ClassRule;

/** Hadoop's {@link FileContextCreateMkdirBaseTest}, as it is. */
public class FileContextCreateMkdirTest extends FileContextCreateMkdirBaseTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  @Override
  public void setUp() throws Exception {
    fc = SuiteTarget.CURRENT.newFileContext();
    super.setUp();
  }
}
