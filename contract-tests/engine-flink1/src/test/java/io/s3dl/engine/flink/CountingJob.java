package io.s3dl.engine.flink;

import static io.s3dl.engine.flink.FlinkTest.FLINK;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job that watches a directory of files with a word in each line, and counts words. Its
 * checkpoints are made when they are asked for.
 */
final class CountingJob implements Closeable {

  private static final long PATIENCE = 60;

  private final Outlet outlet;
  private final JobClient job;

  private CountingJob(Outlet outlet, JobClient job) {
    this.outlet = outlet;
    this.job = job;
  }

  /**
   * Starts one.
   *
   * @param recovery what it begins with; may be empty
   */
  static CountingJob start(String directory, String checkpoints, Map<String, String> recovery)
      throws Exception {
    Map<String, String> settings = new HashMap<>(recovery);
    settings.put("execution.runtime-mode", "STREAMING");
    settings.put("state.backend.type", "hashmap");
    settings.put("execution.checkpointing.storage", "filesystem");
    settings.put("execution.checkpointing.dir", checkpoints);
    settings.put("execution.checkpointing.interval", "1 h");
    settings.put(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    // All state in files of its own, little as it is.
    settings.put("execution.checkpointing.data-inline-threshold", "0 b");
    // Flink watches none that is not there.
    Path watched = new Path(directory);
    assertThat(watched.getFileSystem().mkdirs(watched)).isTrue();
    Outlet outlet = new Outlet();
    try {
      StreamExecutionEnvironment program = FLINK.program(settings);
      outlet.attach(
          program
              .fromSource(Lines.watch(directory), WatermarkStrategy.noWatermarks(), "words")
              .uid("words")
              .keyBy(word -> word, Types.STRING)
              .process(new Counter())
              .returns(Types.STRING)
              .uid("counter"));
      return new CountingJob(outlet, program.executeAsync("counts of " + directory));
    } catch (Exception e) { // which nobody else would close it after
      outlet.close();
      throw e;
    }
  }

  /** Waits for so many counts, each a word and its number. */
  List<String> take(int count) throws IOException {
    return outlet.take(count);
  }

  /** Returns the path of the savepoint. */
  String stop(String savepoints, SavepointFormatType format) throws Exception {
    String path = job.stopWithSavepoint(false, savepoints, format).get(PATIENCE, TimeUnit.SECONDS);
    assertEnd(JobStatus.FINISHED);
    return path;
  }

  /** Returns the path of the checkpoint. */
  String checkpoint() throws Exception {
    return FLINK.cluster().triggerCheckpoint(job.getJobID()).get(PATIENCE, TimeUnit.SECONDS);
  }

  void cancel() throws Exception {
    job.cancel().get(PATIENCE, TimeUnit.SECONDS);
    assertEnd(JobStatus.CANCELED);
  }

  /** Nothing may come that nobody has waited for. */
  private void assertEnd(JobStatus status) throws Exception {
    FLINK.awaitEnd(job.getJobID());
    assertThat(job.getJobStatus().get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(status);
    assertThat(outlet.rest()).isEmpty();
  }

  /** Ends the job, too, where a case has failed before it did. */
  @Override
  public void close() throws IOException {
    try (outlet) {
      JobStatus status = job.getJobStatus().orTimeout(PATIENCE, TimeUnit.SECONDS).join();
      if (!status.isGloballyTerminalState()) {
        job.cancel().orTimeout(PATIENCE, TimeUnit.SECONDS).join();
        FLINK.awaitEnd(job.getJobID());
      }
    }
  }
}
