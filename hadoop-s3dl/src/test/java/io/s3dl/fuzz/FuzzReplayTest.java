package io.s3dl.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** What the fuzzer begins with, what it once found, and some noise, without the fuzzer. */
@RunWith(Parameterized.class)
public class FuzzReplayTest {

  private static final int NOISES = 300;

  @Parameterized.Parameters(name = "{0}")
  public static List<Class<? extends FuzzTarget>> targets() {
    List<Class<? extends FuzzTarget>> targets = FuzzTargets.all();
    assertThat(targets).isNotEmpty();
    return targets;
  }

  @Parameterized.Parameter public Class<? extends FuzzTarget> target;

  @Test
  public void seedsAreHarmless() throws Exception {
    List<byte[]> seeds = FuzzTargets.create(target).seeds();
    assertThat(seeds).isNotEmpty();
    for (byte[] seed : seeds) {
      FuzzTargets.runLikeTheFuzzer(target, seed);
    }
  }

  @Test
  public void formerFindingsAreHarmless() throws Exception {
    for (Path finding : FuzzTargets.findings(target)) {
      FuzzTargets.runLikeTheFuzzer(target, Files.readAllBytes(finding));
    }
  }

  @Test
  public void noiseAndChangedSeedsAreHarmless() throws Exception {
    List<byte[]> seeds = new ArrayList<>(FuzzTargets.create(target).seeds());
    Random random = new Random(17);
    for (int i = 0; i < NOISES; i++) {
      byte[] noise = seeds.get(random.nextInt(seeds.size())).clone();
      if (i % 3 == 0) {
        noise = new byte[random.nextInt(500)];
        random.nextBytes(noise);
      }
      for (int change = random.nextInt(4); change > 0 && noise.length > 0; change--) {
        noise[random.nextInt(noise.length)] = (byte) random.nextInt();
      }
      FuzzTargets.runLikeTheFuzzer(target, noise);
    }
  }
}
