package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.hadoop.fs.FileSystem;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * Writers that are killed at any moment: each name has its old content or its new one, what is left
 * over is known by its name, and the next writers are not disturbed by it.
 */
@RunWith(Parameterized.class)
public class KillTest {

  private static final int MAX_DELAY_MILLIS = 700;

  @Parameterized.Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.all();
  }

  @Rule public final Directory directory = new Directory();

  private final Variant variant;

  public KillTest(Variant variant) {
    this.variant = variant;
  }

  @Test
  public void aKilledWriterLeavesOldContentOrNew() throws Exception {
    long seed = Long.getLong("s3dl.kill.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    int rounds = Math.max(1, Integer.getInteger("s3dl.kill.rounds", 20) / Variant.all().size());
    Map<String, List<Segment>> files = Map.of();
    for (int round = 1; round <= rounds; round++) {
      int delay = random.nextInt(MAX_DELAY_MILLIS);
      String at = String.format("%s, seed %d, round %d, %d ms", variant, seed, round, delay);
      KillModel model = new KillModel(files);
      runAndKill(model, random.nextLong(), delay);
      files = check(model, at);
    }
  }

  private void runAndKill(KillModel model, long seed, int delay) throws Exception {
    try (ChildJvm child =
        new ChildJvm(
            directory.scratch(),
            List.of("-Xmx256m"),
            Mutator.class,
            variant,
            directory.root(),
            seed)) {
      child.await("ready");
      assertThat(child.runsFor(delay)).as(child.errors()).isTrue();
      child.kill().forEach(model::hear);
    }
  }

  private Map<String, List<Segment>> check(KillModel model, String at)
      throws IOException, InterruptedException {
    Map<String, List<Segment>> found;
    FileSystem fs = variant.open(directory.root());
    try {
      found = Directory.read(fs);
    } finally {
      Leaks.closeWithout(directory.root(), List.of(fs));
    }
    System.out.printf(
        "%s: %d operations done, killed in %s%n", at, model.completed(), model.interrupted());
    assertThat(model.violations(found)).as(at).isEmpty();
    for (String file : directory.stored()) {
      String name =
          file.endsWith(Directory.SUFFIX)
              ? file.substring(0, file.length() - Directory.SUFFIX.length())
              : file;
      assertThat(found.containsKey(name) || Directory.isReserved(file))
          .as("%s: %s is a file or known by its name", at, file)
          .isTrue();
    }
    return new HashMap<>(found);
  }
}
