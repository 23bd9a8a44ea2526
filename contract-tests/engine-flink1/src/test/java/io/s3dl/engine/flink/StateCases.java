package io.s3dl.engine.flink;

import static io.s3dl.engine.flink.FlinkTest.FLINK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.Path;
import org.junit.Test;

/** Jobs that go on from savepoints and checkpoints that are kept on our schemes. */
public class StateCases extends PlacedCases {

  private static final long PATIENCE = 60;
  private static final String METADATA = "_metadata";

  @Test
  public void countsGoOnAfterASavepoint() throws Exception {
    String words = place().path("savepoint/words/");
    String checkpoints = place().path("savepoint/checkpoints");
    String savepoints = place().path("savepoint/kept");
    Counts counts = new Counts();
    String path = "";
    for (SavepointFormatType format :
        List.of(
            SavepointFormatType.CANONICAL,
            SavepointFormatType.NATIVE,
            SavepointFormatType.CANONICAL)) {
      try (CountingJob job = CountingJob.start(words, checkpoints, recovery(path, "NO_CLAIM"))) {
        for (int file = 0; file < 2; file++) {
          List<String> content = counts.newFile();
          Texts.put(words + counts.files(), content);
          assertThat(job.take(content.size()))
              .containsExactlyInAnyOrderElementsOf(counts.of(content));
        }
        path = job.stop(savepoints, format);
      }
      assertKept(place().below(path));
    }
    assertThat(place().keys("savepoint/kept"))
        .filteredOn(key -> key.endsWith("/" + METADATA))
        .hasSize(3);
    FLINK.cluster().disposeSavepoint(path).get(PATIENCE, TimeUnit.SECONDS);
    assertThat(place().keys(place().below(path))).isEmpty();
    assertNoOtherWarnings();
  }

  @Test
  public void countsGoOnAfterARetainedCheckpoint() throws Exception {
    String words = place().path("checkpoint/words/");
    String checkpoints = place().path("checkpoint/kept");
    Counts counts = new Counts();
    String path;
    List<String> late;
    List<String> countedLate;
    try (CountingJob job = CountingJob.start(words, checkpoints, Map.of())) {
      List<String> content = counts.newFile();
      Texts.put(words + counts.files(), content);
      assertThat(job.take(content.size())).containsExactlyInAnyOrderElementsOf(counts.of(content));
      String older = job.checkpoint();
      path = job.checkpoint();
      awaitGone(place().below(older));
      late = counts.newFile();
      Texts.put(words + counts.files(), late);
      countedLate = counts.of(late);
      assertThat(job.take(late.size())).containsExactlyInAnyOrderElementsOf(countedLate);
      job.cancel();
    }
    assertKept(place().below(path));

    try (CountingJob job = CountingJob.start(words, checkpoints, recovery(path, "CLAIM"))) {
      // What came after the checkpoint is counted again, with the same counts.
      assertThat(job.take(late.size())).containsExactlyInAnyOrderElementsOf(countedLate);
      List<String> content = counts.newFile();
      Texts.put(words + counts.files(), content);
      assertThat(job.take(content.size())).containsExactlyInAnyOrderElementsOf(counts.of(content));
      String newer = job.checkpoint();
      awaitGone(place().below(path)); // since the job claimed it
      job.cancel();
      assertKept(place().below(newer));
    }
    assertNoOtherWarnings();
  }

  private static Map<String, String> recovery(String path, String mode) {
    return path.isEmpty()
        ? Map.of()
        : Map.of(
            "execution.state-recovery.path", path, "execution.state-recovery.claim-mode", mode);
  }

  /**
   * The state is in compressed files beside the metadata, whose name is one of those kept plain.
   */
  private void assertKept(String directory) throws Exception {
    List<String> states = new ArrayList<>(place().keys(directory + "/"));
    assertThat(states.remove(directory + "/" + METADATA)).isTrue();
    place().assertAllCompressed(states);
  }

  /** Flink deletes what it does not need any more in threads that nobody waits for. */
  private void awaitGone(String directory) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
    Path path = new Path(place().path(directory));
    while (path.getFileSystem().exists(path) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertThat(place().keys(directory)).isEmpty();
  }

  /** That of a file system's first flush is the only one. */
  private void assertNoOtherWarnings() {
    List<String> warnings = new ArrayList<>(FLINK.warnings().of("io.s3dl"));
    warnings.addAll(FLINK.warnings().of("org.apache.flink.runtime.checkpoint"));
    warnings.addAll(FLINK.warnings().of("org.apache.flink.runtime.state"));
    warnings.addAll(FLINK.warnings().of("org.apache.flink.runtime.fs"));
    assertThat(warnings)
        .filteredOn(warning -> !warning.contains("has no effect: the file is durable"))
        .isEmpty();
    assertThat(warnings)
        .filteredOn(warning -> warning.contains(place().path("")))
        .hasSizeLessThanOrEqualTo(1);
  }

  /** What a job that forgets nothing, and counts nothing twice, has to say. */
  private static final class Counts {

    private static final int LINES = 500;
    private static final int WORDS = 37;

    private final Map<String, Integer> counts = new HashMap<>();
    private int files;

    int files() {
      return files;
    }

    /** A file's words. */
    List<String> newFile() {
      List<String> words = new ArrayList<>();
      for (int i = 0; i < LINES; i++) {
        words.add("word" + (i * 31 + files * 7) % WORDS);
      }
      files++;
      return words;
    }

    /** Each of these words, the next time that it comes. */
    List<String> of(List<String> words) {
      return words.stream().map(word -> word + " " + counts.merge(word, 1, Integer::sum)).toList();
    }
  }
}
