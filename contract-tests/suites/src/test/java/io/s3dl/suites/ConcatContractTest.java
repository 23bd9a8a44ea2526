package io.s3dl.suites;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.contract.AbstractContractConcatTest;
import org.apache.hadoop.fs.contract.AbstractFSContract;
import org.junit.ClassRule;

/** Hadoop's {@link AbstractContractConcatTest}, as it is. */
public class ConcatContractTest extends AbstractContractConcatTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  @Override
  protected AbstractFSContract createContract(Configuration conf) {
    return new ConfinedContract(conf);
  }
}
