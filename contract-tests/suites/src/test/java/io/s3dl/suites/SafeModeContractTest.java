package io.s3dl.suites;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.contract.AbstractContractSafeModeTest;
import org.apache.hadoop.fs.contract.AbstractFSContract;
import org.junit.ClassRule;

/** Hadoop's {@link AbstractContractSafeModeTest}, as it is. */
public class SafeModeContractTest extends AbstractContractSafeModeTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  /** The file system that has this interface, which Hadoop 3.3.4 lacks. */
  @Override
  protected Configuration createConfiguration() {
    return SuiteTarget.CURRENT.extended(super.createConfiguration());
  }

  @Override
  protected AbstractFSContract createContract(Configuration conf) {
    return new ConfinedContract(conf);
  }
}
