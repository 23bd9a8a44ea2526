package io.s3dl.oplog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.s3dl.cli.ChildProcess;
import io.s3dl.store.MemoryObjectStore;
import io.s3dl.store.ObjectStore;
import io.s3dl.store.PartSizes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A process is killed that logs; what it said to be written can be read. */
public class KilledLogTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** Looks at objects until a thousand of these looks are said to be in the log, and waits. */
  public static final class Victim {

    private Victim() {}

    public static void main(String[] arguments) throws IOException {
      MemoryObjectStore objects = new MemoryObjectStore(new PartSizes(9, 0, 9, 9, 1));
      objects.put("a", new byte[1], OptionalInt.empty());
      OplogOptions options =
          new OplogOptions(Path.of(arguments[0]), Overflow.LOSSLESS, 100, 1, "{pid}");
      ObjectStore store = LoggedStores.around(objects, options, "mem://x/");
      while (store.counts().get(OperationLog.WRITTEN) < 1000) {
        store.head("a");
      }
      System.out.println("ready");
      System.in.read();
    }
  }

  @Test
  public void theZstdProgramReadsTheLogOfAKilledProcess() throws Exception {
    assumeTrue("the zstd program is not installed", Files.exists(Path.of("/usr/bin/zstd")));
    Path file = folder.getRoot().toPath().resolve("ops.tsv.zst");
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = victim.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.equals("ready")) {
        line = out.readLine();
      }
      assertThat(line).isEqualTo("ready");
    } finally {
      victim.destroyForcibly();
    }
    assertThat(victim.waitFor()).isNotZero();

    ChildProcess zstd =
        ChildProcess.run(folder.getRoot().toPath(), List.of("zstd", "-dcq", file.toString()));
    List<Map<String, String>> lines = LogLines.parse(zstd.out());
    assertThat(lines).hasSizeGreaterThanOrEqualTo(1000);
    assertThat(lines).allMatch(line -> line.get("op").equals("STAT"));
    assertThat(lines.get(0)).containsEntry("client_id", Long.toString(victim.pid()));
  }
}
