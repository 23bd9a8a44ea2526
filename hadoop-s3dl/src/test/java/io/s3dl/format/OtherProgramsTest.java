package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What we write is held against programs that share no code with us, where they are installed. */
public class OtherProgramsTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static Map<String, byte[]> contents() {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put("empty", new byte[0]);
    contents.put("byte", new byte[] {7});
    contents.put("text", Samples.text(300_000, 1));
    contents.put("random", Samples.random(300_000, 2));
    contents.put("zeros", new byte[200_000]);
    return contents;
  }

  /** Runs a program that must not read from its input; its exit code. */
  private int run(File output, List<String> command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectInput(folder.newFile())
        .redirectErrorStream(true)
        .redirectOutput(output)
        .start()
        .waitFor();
  }

  private boolean runs(String... command) throws InterruptedException {
    try {
      return run(folder.newFile(), List.of(command)) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Path store(String name, byte[] content, FrameOptions options) throws IOException {
    Path file = folder.getRoot().toPath().resolve(name + options.frameBytes() + ".zst");
    return Files.write(file, Samples.stored(content, options));
  }

  @Test
  public void zstdProgramReadsWhatWeWrite() throws Exception {
    assumeTrue("the zstd program is not installed", runs("zstd", "--version"));
    for (Map.Entry<String, byte[]> entry : contents().entrySet()) {
      for (FrameOptions options : List.of(Samples.SMALL_FRAMES, FrameOptions.DEFAULT)) {
        Path file = store(entry.getKey(), entry.getValue(), options);
        File log = folder.newFile();
        assertThat(run(log, List.of("zstd", "-t", file.toString())))
            .as("%s: %s", file, Files.readString(log.toPath()))
            .isZero();
        File output = folder.newFile();
        assertThat(run(output, List.of("zstd", "-q", "-dc", file.toString()))).isZero();
        assertThat(output).hasBinaryContent(entry.getValue());
      }
    }
  }

  @Test
  public void referenceProgramFindsEveryRuleKept() throws Exception {
    assumeTrue("python3 is not installed", runs("python3", "--version"));
    Path program = reference();
    Path probe = store("probe", new byte[0], Samples.SMALL_FRAMES);
    String loads = "import ctypes; ctypes.CDLL('libzstd.so.1')";
    assumeTrue("libzstd.so.1 is not installed", runs("python3", "-c", loads));
    assertThat(probe).exists();
    for (Map.Entry<String, byte[]> entry : contents().entrySet()) {
      Path content = Files.write(folder.newFile().toPath(), entry.getValue());
      for (FrameOptions options : List.of(Samples.SMALL_FRAMES, FrameOptions.DEFAULT)) {
        Path file = store(entry.getKey(), entry.getValue(), options);
        File log = folder.newFile();
        List<String> command = new ArrayList<>(List.of("python3", program.toString(), "check"));
        command.addAll(List.of(file.toString(), content.toString()));
        int exit = run(log, command);
        String said = Files.readString(log.toPath(), StandardCharsets.UTF_8);
        assertThat(exit).as("%s: %s", file, said).isZero();
        assertThat(said).startsWith("ok: ");
      }
    }
  }

  private static Path reference() throws URISyntaxException {
    return Path.of(OtherProgramsTest.class.getResource("/reference/s3dl_format.py").toURI());
  }
}
