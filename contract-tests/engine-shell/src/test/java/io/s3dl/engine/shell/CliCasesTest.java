package io.s3dl.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;
import org.junit.runners.Parameterized;

/** Hadoop's own test cases in the forms that every build tries. */
public class CliCasesTest extends CliCasesContract {

  @Parameterized.Parameters(name = "{0} {1}")
  public static List<Object[]> places() {
    return List.of(
        new Object[] {"s3dl", "compressed"},
        new Object[] {"filedl", "compressed"},
        new Object[] {"filedl", "plain"});
  }

  @Test
  public void everyReasonIsOneOfSomeCase() throws Exception {
    Set<String> used = new TreeSet<>();
    for (String one : List.of("s3dl", "filedl")) {
      CliExclusions.of(one).all().forEach(exclusion -> used.add(exclusion.reason()));
    }
    assertThat(CliExclusions.reasons().keySet()).containsExactlyInAnyOrderElementsOf(used);
  }
}
