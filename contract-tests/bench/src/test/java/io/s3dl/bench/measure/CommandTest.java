package io.s3dl.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CommandTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder(new File("target"));

  @Test
  public void aProgramThatFailsIsAnErrorWithWhatItSaid() {
    assertThatThrownBy(() -> Command.run(List.of("sh", "-c", "echo broken >&2; exit 3")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("status 3: broken");
  }

  @Test
  public void theOutputOfAProgramIsReturned() throws IOException {
    assertThat(Command.output(List.of("echo", "hello"))).isEqualTo("hello\n");
  }

  @Test
  public void settingsOfProgramsAreNotPassedOn() {
    Map<String, String> environment = new HashMap<>();
    for (String name :
        List.of(
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "S3DL_JAVA_OPTS",
            "HADOOP_CONF_DIR",
            "HADOOP_OPTS",
            "ZSTD_CLEVEL",
            "ZSTD_NBTHREADS",
            "GIT_DIR",
            "JAVA_HOME",
            "PATH")) {
      environment.put(name, "anybody's");
    }
    Command.neutralize(environment);
    assertThat(environment)
        .containsOnly(
            Map.entry("JAVA_HOME", System.getProperty("java.home")),
            Map.entry("PATH", "anybody's"));
  }

  @Test(timeout = 30_000)
  public void anInterruptEndsWhatTheProgramHasStarted() throws Exception {
    Path pipe = folder.getRoot().toPath().toRealPath().resolve("pipe");
    Command.run(List.of("mkfifo", pipe.toString()));
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              String script = "(echo started; exec sleep 60) > '" + pipe + "' & wait";
              Command.run(List.of("sh", "-c", script));
              return null;
            });
    Thread thread = new Thread(task);
    thread.start();
    try (BufferedReader reader = Files.newBufferedReader(pipe)) {
      assertThat(reader.readLine()).isEqualTo("started");
      thread.interrupt();
      // The pipe ends when the last process that writes to it has ended.
      assertThat(reader.readLine()).isNull();
    }
    thread.join();
    assertThatThrownBy(task::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedIOException.class);
  }
}
