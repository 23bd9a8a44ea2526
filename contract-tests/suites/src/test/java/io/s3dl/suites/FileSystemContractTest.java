package io.s3dl.suites;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileSystemContractBaseTest;
import org.junit.Before;
import org.junit.ClassRule;

/** Hadoop's {@link FileSystemContractBaseTest}, as it is: with the tests of {@code /}. */
public class FileSystemContractTest extends FileSystemContractBaseTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  @Before
  public void setUp() throws Exception {
    Configuration conf = new Configuration();
    ConfinedRoot.requireConfined(conf);
    fs = FileSystem.get(SuiteTarget.CURRENT.uri(), conf);
  }

  /** Closes the file system, since tests change its working directory. */
  @Override
  public void tearDown() throws Exception {
    super.tearDown();
    fs.close();
  }
}
