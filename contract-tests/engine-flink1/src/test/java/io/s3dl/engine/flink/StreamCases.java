package io.s3dl.engine.flink;

import static io.s3dl.engine.flink.FlinkTest.FLINK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.Test;

/** A job that watches a directory. */
public class StreamCases extends PlacedCases {

  @Test
  public void newFilesAreReadWhenTheyAreClosed() throws Exception {
    List<String> first = Texts.lines(1_000, 7);
    List<String> slow = Texts.lines(1_000, 8);
    List<String> second = Texts.lines(1_000, 9);
    String directory = place().path("stream/");
    Texts.put(directory + "first", first);
    try (Outlet outlet = new Outlet()) {
      StreamExecutionEnvironment program =
          FLINK.program(Map.of("execution.runtime-mode", "STREAMING"));
      outlet.attach(
          program
              .fromSource(Lines.watch(directory), WatermarkStrategy.noWatermarks(), "lines")
              .map(line -> line + "\n")
              .returns(Types.STRING));
      JobClient job = program.executeAsync("stream on " + scheme);
      assertThat(outlet.take(first.size())).containsExactlyInAnyOrderElementsOf(first);

      byte[] content = Texts.bytes(slow);
      int half = content.length / 2;
      Path file = new Path(directory + "slow");
      try (FSDataOutputStream out = file.getFileSystem().create(file, WriteMode.NO_OVERWRITE)) {
        out.write(Arrays.copyOf(content, half));
        out.flush();
        // Read while the other one is there in part: after a look at the directory, that is.
        Texts.put(directory + "second", second);
        assertThat(outlet.take(second.size())).containsExactlyInAnyOrderElementsOf(second);
        out.write(content, half, content.length - half);
      }
      assertThat(outlet.take(slow.size())).containsExactlyInAnyOrderElementsOf(slow);

      job.cancel().get();
      FLINK.awaitEnd(job.getJobID());
      assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.CANCELED);
      assertThat(outlet.rest()).isEmpty();
    }
    place().assertAllCompressed("stream/");
  }
}
