package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.SUFFIX;
import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.cli.ChildProcess;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileStatus;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * What is neither a file nor a directory: FIFOs, sockets and devices. They are listed, and nothing
 * waits for somebody at the other end.
 */
@RunWith(Parameterized.class)
public class SpecialFilesTest {

  private static final byte[] CONTENT = Contents.text(10_000, 1);

  /** Opening a FIFO would wait for ever. */
  @Rule public final Timeout patience = new Timeout(2, TimeUnit.MINUTES);

  @Rule public final FileSystemFixture files;

  public SpecialFilesTest(Variant variant) {
    files = new FileSystemFixture(variant);
  }

  @Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.onDisks();
  }

  @Before
  public void make() throws Exception {
    files.fs().mkdirs(path("/d"));
    for (String name : List.of("/d/fifo", "/d/fifo.gz", "/d/stored" + SUFFIX)) {
      ChildProcess made =
          ChildProcess.run(files.root(), List.of("mkfifo", files.disk(name).toString()));
      assertThat(made.status()).as(made.err()).isZero();
    }
    Files.createSymbolicLink(files.disk("/d/full"), Path.of("/dev/full"));
    Files.createSymbolicLink(files.disk("/d/zero" + SUFFIX), Path.of("/dev/zero"));
  }

  @Test
  public void areListedAndCannotBeRead() throws IOException {
    files.write("/d/file", CONTENT);
    assertThat(files.names("/d"))
        .containsExactlyInAnyOrder("fifo", "fifo.gz", "stored", "full", "zero", "file");
    for (FileStatus status : files.fs().listStatus(path("/d"))) {
      if (!status.getPath().getName().equals("file")) {
        assertThat(status.getLen()).isZero();
        assertThat(files.fs().getFileStatus(status.getPath()).isFile()).isTrue();
        assertNotRegular(status.getPath());
      }
    }
    assertThat(files.fs().getContentSummary(path("/d")).getLength()).isEqualTo(CONTENT.length);
    assertThat(files.fs().globStatus(path("/d/*"))).hasSize(6);
  }

  private void assertNotRegular(org.apache.hadoop.fs.Path special) {
    List<IoAction> actions =
        List.of(
            () -> files.fs().open(special),
            () -> files.fs().append(special),
            () -> files.fs().getXAttrs(special),
            () -> files.fs().setXAttr(special, "user.a", new byte[1]),
            () -> files.fs().describe(special));
    for (IoAction action : actions) {
      assertThatThrownBy(action::run)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("/d/" + special.getName())
          .hasMessageContaining("regular file");
    }
  }

  private interface IoAction {
    void run() throws IOException;
  }

  @Test
  public void theTimesOfAFifoAreNotSet() {
    assertThatThrownBy(() -> files.fs().setTimes(path("/d/fifo"), 1, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/d/fifo: it is neither a regular file nor a directory");
  }

  @Test
  public void theShellSaysWhatIsWrong() throws Exception {
    String url = files.variant().scheme() + ":///d/fifo";
    ShellRun cat = ShellRun.of(files, "-cat", url);
    assertThat(cat.status()).isEqualTo(1);
    assertThat(cat.err()).startsWith("cat: ").contains("/d/fifo", "not a regular file");
  }

  /** Not what the device is, but the link of that name, is replaced. */
  @Test
  public void areReplacedByFilesOfTheirNames() throws IOException {
    for (String name : List.of("/d/fifo", "/d/fifo.gz", "/d/stored", "/d/full", "/d/zero")) {
      files.write(name, CONTENT);
      assertThat(files.read(name)).isEqualTo(CONTENT);
    }
    assertThat(files.namesOnDisk("/d")).hasSize(5);
    assertThat(Files.isRegularFile(Path.of("/dev/full"))).isFalse();
  }

  @Test
  public void areMovedAndDeleted() throws IOException {
    Path socket = files.disk("/d/socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(Path.of("").toAbsolutePath().relativize(socket)));
      assertNotRegular(path("/d/socket"));
      for (String name : List.of("fifo", "fifo.gz", "stored", "socket", "full", "zero")) {
        assertThat(files.fs().rename(path("/d/" + name), path("/d/moved"))).as(name).isTrue();
        assertThat(files.names("/d")).contains("moved").doesNotContain(name);
        assertThat(files.fs().delete(path("/d/moved"), false)).isTrue();
      }
      assertThat(files.namesOnDisk("/d")).isEmpty();
    }
    assertThat(Files.exists(Path.of("/dev/zero"))).isTrue();
  }

  @Test
  public void goWithTheirDirectory() throws IOException {
    assertThat(files.fs().delete(path("/d"), true)).isTrue();
    assertThat(files.namesOnDisk("/")).isEmpty();
    assertThat(Files.exists(Path.of("/dev/zero"))).isTrue();
  }
}
