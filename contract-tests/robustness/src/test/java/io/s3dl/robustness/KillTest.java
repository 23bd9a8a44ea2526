package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.cli.Fsck;
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
 * over is known by its name, and {@code fsck --fix} removes it and nothing else, while another
 * process writes in the same directory. Only a plain file that its writer did not live to show, by
 * removing the older compressed one, stays until somebody chooses.
 */
@RunWith(Parameterized.class)
public class KillTest {

  private static final int MAX_DELAY_MILLIS = 700;
  private static final List<String> JVM_OPTIONS = List.of("-Xmx256m");

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
    int completed = 0;
    int interrupted = 0;
    Map<String, List<Segment>> files;
    try (ChildJvm living = start(LivingWriter.class)) {
      living.await("ready");
      List<String> beingWritten = directory.reserved();
      files = files();
      for (int round = 1; round <= rounds; round++) {
        int delay = random.nextInt(MAX_DELAY_MILLIS);
        String at = String.format("%s, seed %d, round %d, %d ms", variant, seed, round, delay);
        KillModel model = new KillModel(files);
        runAndKill(model, round == 1, random.nextLong(), delay);
        completed += model.completed();
        interrupted += model.interrupted().size();
        System.out.printf(
            "%s: %d operations done, killed in %s%n", at, model.completed(), model.interrupted());
        files = files();
        assertThat(model.violations(files)).as(at).isEmpty();
        checkNames(files, at);
        repair(beingWritten, at);
        assertThat(files()).as("%s, after repair", at).isEqualTo(files);
      }
      living.tell("stop");
      living.await("closed");
      assertThat(living.exitStatus()).isZero();
    }
    assertThat(completed).as("%s, seed %d: operations done", variant, seed).isPositive();
    assertThat(interrupted).as("%s, seed %d: killed in one", variant, seed).isPositive();
    repair(List.of(), variant + ", when nobody writes any more, seed " + seed);
    files.putAll(LivingWriter.RESULT);
    assertThat(files()).isEqualTo(files);
  }

  private ChildJvm start(Class<?> main, Object... more) throws Exception {
    Object[] arguments = new Object[2 + more.length];
    arguments[0] = variant;
    arguments[1] = directory.root();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return new ChildJvm(directory.scratch(), JVM_OPTIONS, main, arguments);
  }

  /**
   * The delay begins when the first operation does, so that on a slow machine too there is one to
   * interrupt; or, if asked for, when one is done.
   */
  private void runAndKill(KillModel model, boolean afterOne, long seed, int delay)
      throws Exception {
    try (ChildJvm child = start(Mutator.class, seed)) {
      child.await("ready");
      do {
        model.hear(child.nextLine());
      } while (afterOne && model.completed() == 0 && !model.hasFailed());
      assertThat(child.runsFor(delay)).as(child.errors()).isTrue();
      child.kill().forEach(model::hear);
    }
  }

  /** What a file system shows that knows nothing of what was before. */
  private Map<String, List<Segment>> files() throws Exception {
    FileSystem fs = variant.open(directory.root());
    try {
      return Directory.read(fs);
    } finally {
      Leaks.closeWithout(directory.root(), List.of(fs));
    }
  }

  private void checkNames(Map<String, List<Segment>> files, String at) throws Exception {
    for (String stored : directory.stored()) {
      assertThat(Directory.isReserved(stored) || files.containsKey(Directory.logical(stored)))
          .as("%s: %s is a file's or known by its name", at, stored)
          .isTrue();
    }
  }

  /**
   * Without the option, nothing changes. With it, only what living writers write is left, the files
   * in both forms in their directory, of which they might be about to remove one, and those whose
   * plain form is not older.
   */
  private void repair(List<String> beingWritten, String at) throws Exception {
    List<String> before = directory.stored();
    Fsck report = fsck();
    assertThat(directory.stored()).as("%s: %s", at, report).hasSameElementsAs(before);
    Fsck repair = fsck("--fix");
    assertThat(directory.reserved())
        .as("%s: %s", at, repair)
        .containsExactlyInAnyOrderElementsOf(beingWritten);
    List<String> twins = directory.twins();
    for (String twin : twins) {
      boolean besideWriters = !beingWritten.isEmpty() && !twin.contains("/");
      assertThat(besideWriters || directory.plainIsOfUse(twin))
          .as("%s: %s, %s stays for a reason", at, repair, twin)
          .isTrue();
    }
    int expected = twins.isEmpty() ? 0 : 1;
    assertThat(repair.status()).as("%s: %s, %s", at, repair, twins).isEqualTo(expected);
    Fsck again = fsck("--verify");
    assertThat(again.status()).as("%s: %s, %s", at, again, twins).isEqualTo(expected);
  }

  private Fsck fsck(String... options) throws Exception {
    return Fsck.run(variant.conf(directory.root()), variant.uri().toString(), options);
  }
}
