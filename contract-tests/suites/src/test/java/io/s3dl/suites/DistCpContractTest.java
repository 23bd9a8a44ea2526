package io.s3dl.suites;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.contract.AbstractFSContract;
import org.apache.hadoop.tools.contract.AbstractContractDistCpTest;
import org.junit.ClassRule;

/** Hadoop's {@link AbstractContractDistCpTest}, as it is, in the local job runner. */
public class DistCpContractTest extends AbstractContractDistCpTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  /**
   * S3 tells times in whole seconds. A copy that is made within the second in which its source was
   * written is older than that by its time, and {@code -update}, which goes by times too, makes it
   * again. On stores of objects it goes by lengths and checksums alone here.
   */
  @Override
  protected Configuration createConfiguration() {
    Configuration conf = super.createConfiguration();
    if (!SuiteTarget.CURRENT.isLocal()) {
      conf.setBoolean("distcp.update.modification.time", false);
    }
    return conf;
  }

  @Override
  protected AbstractFSContract createContract(Configuration conf) {
    return new ConfinedContract(conf);
  }
}
