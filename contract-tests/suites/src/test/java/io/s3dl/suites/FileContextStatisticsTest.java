package io.s3dl.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FCStatisticsBaseTest;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem.Statistics;
import org.apache.hadoop.fs.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;

/**
 * Hadoop's {@link FCStatisticsBaseTest}, as it is. What is counted is content, in either form: a
 * job's counters speak of the data that it saw.
 */
public class FileContextStatisticsTest extends FCStatisticsBaseTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  private Path directory;

  @Before
  public void setUp() throws Exception {
    fc = SuiteTarget.CURRENT.newFileContext();
    directory = fileContextTestHelper.getTestRootPath(fc, "test");
    fc.mkdir(directory, FileContext.DEFAULT_PERM, true);
    // They are the JVM's, and other suites ran in it.
    FileContext.clearStatistics();
  }

  @After
  public void tearDown() throws Exception {
    fc.delete(directory, true);
  }

  @Override
  protected void verifyReadBytes(Statistics stats) {
    // One plain read of the block and one positioned.
    assertThat(stats.getBytesRead()).isEqualTo(2L * blockSize);
  }

  @Override
  protected void verifyWrittenBytes(Statistics stats) throws IOException {
    assertThat(stats.getBytesWritten()).isEqualTo(blockSize);
  }

  @Override
  protected URI getFsUri() {
    return SuiteTarget.CURRENT.uri();
  }
}
