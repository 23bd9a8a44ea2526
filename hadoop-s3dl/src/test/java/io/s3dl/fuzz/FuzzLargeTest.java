package io.s3dl.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * Fuzzes all targets, one after the other, guided by coverage: {@code -Ds3dl.fuzz.seconds} for all
 * together. What it finds is under {@code target/fuzz}; a finding belongs into the test resources
 * under {@code fuzz}, in the directory of its target, where {@link FuzzReplayTest} replays it.
 *
 * <p>Needs the fuzzer, which only the profile full puts on the class path.
 */
@RunWith(Parameterized.class)
public class FuzzLargeTest {

  private static final int SECONDS = Integer.getInteger("s3dl.fuzz.seconds", 300);
  private static final Path DIRECTORY = Path.of("target", "fuzz").toAbsolutePath();
  private static final Path SUMMARY = DIRECTORY.resolve("summary.txt");

  @Parameterized.Parameters(name = "{0}")
  public static List<Class<? extends FuzzTarget>> targets() {
    return FuzzTargets.all();
  }

  @Parameterized.Parameter public Class<? extends FuzzTarget> target;

  @BeforeClass
  public static void beginSummary() throws IOException {
    Files.createDirectories(DIRECTORY);
    Files.writeString(SUMMARY, "");
  }

  @Test
  public void nothingIsFound() throws Exception {
    // The fuzzer takes 0 for no limit.
    int seconds = Math.max(1, SECONDS / FuzzTargets.all().size());
    String name = target.getSimpleName();
    FuzzRun run = FuzzRun.of(target, seconds, DIRECTORY.resolve(name));
    Files.writeString(SUMMARY, run.summary(name, seconds), StandardOpenOption.APPEND);
    assertThat(run.findings()).as("see %s", run.log()).isEmpty();
    assertThat(run.status()).as("see %s", run.log()).isZero();
    assertThat(run.executions()).as("see %s", run.log()).isPositive();
  }
}
