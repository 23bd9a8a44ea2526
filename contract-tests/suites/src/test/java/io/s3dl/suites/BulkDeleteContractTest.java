package io.s3dl.suites;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.contract.AbstractContractBulkDeleteTest;
import org.apache.hadoop.fs.contract.AbstractFSContract;
import org.junit.ClassRule;

/** Hadoop's {@link AbstractContractBulkDeleteTest}, as it is. */
public class BulkDeleteContractTest extends AbstractContractBulkDeleteTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  /** The size that the suite asks subclasses for. */
  @Override
  protected int getExpectedPageSize() {
    return SuiteTarget.CURRENT.bulkDeletePageSize();
  }

  @Override
  protected AbstractFSContract createContract(Configuration conf) {
    return new ConfinedContract(conf);
  }
}
