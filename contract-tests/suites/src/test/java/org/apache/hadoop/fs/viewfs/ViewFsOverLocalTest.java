package org.apache.hadoop.fs.viewfs;

import io.s3dl.suites.ConfinedRoot;
import io.s3dl.suites.SuiteTarget;
import org.junit.ClassRule;

/**
 * Hadoop's {@link ViewFsBaseTest}, as it is, with mounts of the scheme under test. It is in
 * Hadoop's package, as the suite's fields are visible only there.
 */
public class ViewFsOverLocalTest extends ViewFsBaseTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  @Override
  public void setUp() throws Exception {
    fcTarget = SuiteTarget.CURRENT.newFileContext();
    super.setUp();
  }
}
