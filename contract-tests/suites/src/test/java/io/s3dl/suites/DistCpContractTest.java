package io.s3dl.suites;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.contract.AbstractFSContract;
import org.apache.hadoop.tools.contract.AbstractContractDistCpTest;
import org.junit.ClassRule;

/** Hadoop's {@link AbstractContractDistCpTest}, as it is, in the local job runner. */
public class DistCpContractTest extends AbstractContractDistCpTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  @Override
  protected AbstractFSContract createContract(Configuration conf) {
    return new ConfinedContract(conf);
  }
}
