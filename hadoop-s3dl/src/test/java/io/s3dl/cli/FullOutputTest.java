package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A standard output that takes nothing. */
public class FullOutputTest {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path root;

  @Before
  public void write() throws IOException {
    assumeTrue("There is no /dev/full", Files.isWritable(Path.of("/dev/full")));
    root = temporary.newFolder("root").toPath();
    Files.write(root.resolve("f.gz"), new byte[100_000]);
  }

  private ChildProcess run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >/dev/full", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return ChildProcess.run(temporary.getRoot().toPath(), command);
  }

  @Test
  public void contentThatCannotBeWrittenIsAnError() throws Exception {
    ChildProcess cat = run("fs", "-D", "fs.s3dl.local.root=" + root, "-cat", "filedl:///f.gz");
    assertThat(cat.status()).as(cat.err()).isEqualTo(1);
    assertThat(cat.err()).contains("cat: Unable to write to output stream");
  }

  @Test
  public void aListingThatCannotBeWrittenIsAnError() throws Exception {
    ChildProcess list = run("fs", "-D", "fs.s3dl.local.root=" + root, "-ls", "filedl:///");
    assertThat(list.status()).as(list.err()).isEqualTo(1);
    assertThat(list.err()).contains("s3dl: Not all of the output could be written");
  }

  @Test
  public void aResultThatCannotBeWrittenIsAnError() throws Exception {
    ChildProcess verified = run("verify", "-D", "fs.s3dl.local.root=" + root, "filedl:///");
    assertThat(verified.status()).as(verified.err()).isEqualTo(1);
    assertThat(verified.err()).contains("s3dl: Not all of the output could be written");
  }
}
