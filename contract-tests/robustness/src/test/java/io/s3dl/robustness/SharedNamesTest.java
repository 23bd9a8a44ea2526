package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/**
 * Several processes, each with several threads and all schemes and forms, that use the same few
 * names at once.
 */
public class SharedNamesTest {

  private static final int PROCESSES = 4;
  private static final int RACES = 40;

  /** How long a process may take to answer, beside the time that it is told to work. */
  private static final Duration ANSWER = Duration.ofMinutes(2);

  @Rule public final Directory directory = new Directory();

  private final long seed = Long.getLong("s3dl.concurrency.seed", System.nanoTime());
  private final List<ChildJvm> processes = new ArrayList<>();

  @Before
  public void startProcesses() throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Files.createDirectories(directory.root().resolve(SharedNames.DIRECTORY.substring(1)));
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(
          new ChildJvm(
              directory.scratch(),
              List.of("-Xmx256m"),
              SharedNamesWorker.class,
              directory.root(),
              random.nextLong()));
    }
    for (ChildJvm process : processes) {
      process.await("ready");
    }
  }

  @After
  public void endProcesses() throws IOException {
    for (ChildJvm process : processes) {
      process.close();
    }
  }

  @Test
  public void everyReadIsOneWritersContentAndNothingUnexpectedHappens() throws Exception {
    int seconds = Integer.getInteger("s3dl.concurrency.seconds", 20);
    tellAll("work " + seconds);
    Map<String, Integer> counts = new TreeMap<>();
    for (String line : answers("worked", ANSWER.plusSeconds(seconds))) {
      String[] words = line.split(" ", 3);
      assertThat(words[0]).as("seed %d: %s", seed, line.replace("\\n", "\n")).isEqualTo("did");
      counts.merge(words[1], Integer.valueOf(words[2]), Integer::sum);
    }
    System.out.println("seed " + seed + ": " + counts);
    assertThat(counts)
        .containsKeys("read", "pread", "status", "list", "overwrite")
        .containsKeys("create", "create-in-vain", "rename", "rename-in-vain", "delete");
    endCleanly();
    try (FileSystem fs = Variant.all().get(0).open(directory.root())) {
      assertThat(Directory.read(fs)).isNotEmpty();
    }
  }

  /** All write the name in one form: of two in different ones, both may win, as documented. */
  @Test
  public void anExclusiveCreationHasOneWinner() throws Exception {
    for (int race = 0; race < RACES; race++) {
      int variant = race % Variant.all().size();
      String name = "race" + race;
      tellAll("race /" + name + " " + variant);
      List<String> winners = answers("raced", ANSWER);
      assertThat(winners).as("%s, seed %d", name, seed).hasSize(1);
      try (FileSystem fs = Variant.all().get(variant).open(directory.root())) {
        List<Segment> content = Segment.parse(Directory.read(fs, name));
        assertThat(winners.get(0)).isEqualTo("won " + content.get(0).id());
      }
    }
    endCleanly();
  }

  private void tellAll(String command) throws IOException {
    for (ChildJvm process : processes) {
      process.tell(command);
    }
  }

  /** All lines before the one with which each process ends its answer. */
  private List<String> answers(String last, Duration patience) throws Exception {
    List<String> answers = new ArrayList<>();
    for (ChildJvm process : processes) {
      String line = process.nextLine(patience);
      while (!line.equals(last)) {
        answers.add(line);
        line = process.nextLine(patience);
      }
    }
    return answers;
  }

  private void endCleanly() throws Exception {
    for (ChildJvm process : processes) {
      process.endInput();
    }
    for (ChildJvm process : processes) {
      process.await("clean");
      assertThat(process.exitStatus()).isZero();
    }
    assertThat(directory.reserved()).isEmpty();
  }
}
