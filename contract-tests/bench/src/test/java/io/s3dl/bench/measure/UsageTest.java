package io.s3dl.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class UsageTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder(new File("target"));

  @Test
  public void theTimesOfChildrenAreCountedWhateverTheNameOfTheProcess() {
    String stat = "7 (a ) b) S 1 7 7 0 -1 4194560 99 98 97 96 100 20 3000 4 20 0 1 0 5 6 7";
    assertThat(Usage.cpuSeconds(stat)).isEqualTo(31.24, within(1e-9));
  }

  @Test
  public void aChildThatHasEndedCounts() throws IOException {
    Sample sample =
        Meter.measure(
            1 << 30,
            () ->
                Command.run(
                    List.of("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done")));
    assertThat(sample.require(Metric.CPU_SECONDS_PER_GIB)).isGreaterThan(0.02);
    assertThat(sample.require(Metric.MB_PER_SECOND)).isPositive();
  }

  @Test
  public void whatIsReadAndWrittenCounts() throws IOException {
    byte[] content = new byte[1 << 20];
    Usage before = Usage.now();
    File file = folder.newFile();
    Files.write(file.toPath(), content);
    assertThat(Files.readAllBytes(file.toPath())).hasSameSizeAs(content);
    Usage used = Usage.now().since(before);
    assertThat(used.writeBytes()).isGreaterThanOrEqualTo(content.length);
    assertThat(used.readBytes()).isGreaterThanOrEqualTo(content.length);
    assertThat(used.writeCalls()).isPositive();
    assertThat(used.readCalls()).isPositive();
  }
}
