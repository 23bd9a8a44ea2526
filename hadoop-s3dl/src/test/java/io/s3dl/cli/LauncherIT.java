package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The launcher {@code bin/s3dl}, over what this build has packaged. */
public class LauncherIT {

  private static final Path LAUNCHER = Path.of(System.getProperty("s3dl.launcher"));

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path link;

  /** As from a directory of the PATH: a relative link to a link. */
  @Before
  public void linkToIt() throws Exception {
    Path directory = temporary.newFolder("a directory").toPath();
    Files.createSymbolicLink(directory.resolve("first"), LAUNCHER);
    link = Files.createSymbolicLink(directory.resolve("second"), Path.of("first"));
  }

  @Test
  public void runsThroughLinksWithoutBuilding() throws Exception {
    ChildProcess version = run("--version");
    assertThat(version).isEqualTo(new ChildProcess(0, version.out(), ""));
    assertThat(version.out()).startsWith("s3dl ");
  }

  @Test
  public void passesArgumentsAsTheyAre() throws Exception {
    Path source = temporary.newFile("a 'quoted' $name.txt").toPath();
    Files.writeString(source, "text\n");
    Path root = temporary.newFolder("root").toPath();
    String setting = "fs.s3dl.local.root=" + root;
    ChildProcess put = run("fs", "-D", setting, "-put", source.toString(), "filedl:///");
    assertThat(put).isEqualTo(new ChildProcess(0, "", ""));
    assertThat(root.resolve(source.getFileName() + ".s3dl.zst")).exists();
  }

  @Test
  public void passesTheExitStatusOn() throws Exception {
    assertThat(run("no-such-command").status()).isEqualTo(2);
  }

  @Test
  public void itsConfigurationShowsChecksums() throws Exception {
    Path root = temporary.newFolder("root").toPath();
    String setting = "fs.s3dl.local.root=" + root;
    run("fs", "-D", setting, "-touchz", "filedl:///empty");
    ChildProcess checksum = run("fs", "-D", setting, "-checksum", "filedl:///empty");
    assertThat(checksum.out()).contains("COMPOSITE-CRC32C");
  }

  private ChildProcess run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(link.toString()));
    command.addAll(List.of(arguments));
    return ChildProcess.run(temporary.getRoot().toPath(), command);
  }
}
