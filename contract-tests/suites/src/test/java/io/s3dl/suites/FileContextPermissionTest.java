package io.s3dl.suites;

import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileContextPermissionBase;
import org.junit.ClassRule;

/** Hadoop's {@link FileContextPermissionBase}, as it is. */
public class FileContextPermissionTest extends FileContextPermissionBase {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  @Override
  protected FileContext getFileContext() throws Exception {
    return SuiteTarget.CURRENT.newFileContext();
  }
}
