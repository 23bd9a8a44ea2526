package io.s3dl.suites;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.contract.AbstractFSContract;

/** The contract of the scheme under test; only within a {@link ConfinedRoot}. */
public final class ConfinedContract extends AbstractFSContract {

  /** Creates the contract of {@link SuiteTarget#CURRENT}. */
  public ConfinedContract(Configuration conf) {
    super(conf);
    addConfResource(SuiteTarget.CURRENT.contract());
  }

  @Override
  public void init() throws IOException {
    super.init();
    ConfinedRoot.requireConfined(getConf());
  }

  @Override
  public FileSystem getTestFileSystem() throws IOException {
    return FileSystem.get(SuiteTarget.CURRENT.uri(), getConf());
  }

  @Override
  public String getScheme() {
    return SuiteTarget.CURRENT.scheme();
  }

  @Override
  public Path getTestPath() {
    return new Path(SuiteTarget.CURRENT.uri().resolve("/test"));
  }
}
