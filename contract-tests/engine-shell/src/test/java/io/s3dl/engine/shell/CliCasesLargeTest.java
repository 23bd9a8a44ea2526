package io.s3dl.engine.shell;

import java.util.List;
import org.junit.runners.Parameterized;

/** Hadoop's own test cases in a bucket where nothing is compressed, which takes a minute. */
public class CliCasesLargeTest extends CliCasesContract {

  @Parameterized.Parameters(name = "{0} {1}")
  public static List<Object[]> places() {
    return List.of(new Object[][] {{"s3dl", "plain"}});
  }
}
