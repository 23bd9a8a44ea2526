package io.s3dl.suites;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.contract.AbstractContractMultipartUploaderTest;
import org.apache.hadoop.fs.contract.AbstractFSContract;
import org.junit.ClassRule;

/** Hadoop's {@link AbstractContractMultipartUploaderTest}, as it is. */
public class MultipartUploaderContractTest extends AbstractContractMultipartUploaderTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  /** More than two frames, so that concatenation meets frames that are not full. */
  @Override
  protected int partSizeInBytes() {
    return 40 * 1024;
  }

  @Override
  protected boolean finalizeConsumesUploadIdImmediately() {
    return true;
  }

  @Override
  protected boolean supportsConcurrentUploadsToSamePath() {
    return true;
  }

  @Override
  protected AbstractFSContract createContract(Configuration conf) {
    return new ConfinedContract(conf);
  }
}
