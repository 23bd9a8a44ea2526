package io.s3dl.suites;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.contract.AbstractContractSeekTest;
import org.apache.hadoop.fs.contract.AbstractFSContract;
import org.junit.ClassRule;

/** Hadoop's {@link AbstractContractSeekTest}, as it is. */
public class SeekContractTest extends AbstractContractSeekTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  @Override
  protected AbstractFSContract createContract(Configuration conf) {
    return new ConfinedContract(conf);
  }
}
