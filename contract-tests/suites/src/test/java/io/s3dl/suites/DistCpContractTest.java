package io.s3dl.suites;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.contract.AbstractFSContract;
import org.apache.hadoop.tools.contract.AbstractContractDistCpTest;
import org.junit.ClassRule;
import org.junit.Test;

/** Hadoop's {@link AbstractContractDistCpTest}, in the local job runner. */
public class DistCpContractTest extends AbstractContractDistCpTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  @Override
  protected AbstractFSContract createContract(Configuration conf) {
    return new ConfinedContract(conf);
  }

  @Override
  @Test
  public void testUpdateDeepDirectoryStructureToRemote() throws Exception {
    withoutTimesOfWholeSeconds();
    super.testUpdateDeepDirectoryStructureToRemote();
  }

  @Override
  @Test
  public void testUpdateDeepDirectoryStructureNoChange() throws Exception {
    withoutTimesOfWholeSeconds();
    super.testUpdateDeepDirectoryStructureNoChange();
  }

  /**
   * S3 and Azure tell times in whole seconds. A copy that is made within the second in which its
   * source was written is older than that by its time, and {@code -update}, which goes by times
   * too, makes it again. On stores of objects it goes by lengths and checksums alone here.
   */
  private void withoutTimesOfWholeSeconds() {
    if (!SuiteTarget.CURRENT.isLocal()) {
      getContract().getConf().setBoolean("distcp.update.modification.time", false);
    }
  }
}
