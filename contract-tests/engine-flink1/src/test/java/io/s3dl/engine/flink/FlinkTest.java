package io.s3dl.engine.flink;

import org.junit.ClassRule;
import org.junit.runner.RunWith;
import org.junit.runners.Suite;

/** All cases, on one cluster. */
@RunWith(Suite.class)
@Suite.SuiteClasses({
  SetupCases.class,
  FileSystemCases.class,
  ReadCases.class,
  WriteCases.class,
  StreamCases.class,
  StateCases.class
})
public final class FlinkTest {

  @ClassRule public static final Flink FLINK = new Flink();

  private FlinkTest() {}
}
