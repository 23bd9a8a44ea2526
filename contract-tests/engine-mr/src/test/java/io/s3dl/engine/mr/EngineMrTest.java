package io.s3dl.engine.mr;

import org.junit.ClassRule;
import org.junit.runner.RunWith;
import org.junit.runners.Suite;

/** All that needs the cluster, which is started once. */
@RunWith(Suite.class)
@Suite.SuiteClasses({
  ReleasedJarCases.class,
  YarnJobsCases.class,
  TeraSortCases.class,
  CodecCases.class,
  DistCpCases.class,
  DistCpUpdateCases.class
})
public final class EngineMrTest {
  @ClassRule public static final Engine ENGINE = Engine.SHARED;

  private EngineMrTest() {}
}
