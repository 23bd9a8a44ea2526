package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import io.s3dl.store.local.LocalObjectStore;
import io.s3dl.store.local.LocalOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code s3dl fsck --fix} while writers live in other processes, or have been killed there. */
public class FsckProcessesTest {

  private static final String RAW = ".s3dl-raw-" + new UUID(1, 2);

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final StringWriter out = new StringWriter();
  private Path root;
  private Configuration conf;

  @Before
  public void confine() throws IOException {
    root = temporary.newFolder("root").toPath().toRealPath();
    conf = new Configuration(false);
    conf.set("fs.s3dl.local.root", root.toString());
    conf.set("fs.s3dl.local.sync", "false");
  }

  @Test
  public void aLivingWriterPublishesAfterwards() throws Exception {
    for (String reserved : new String[] {"", RAW}) {
      try (WaitingWriter writer = new WaitingWriter(root, "a.gz", reserved)) {
        assertThat(fsckHere()).isZero();
        assertThat(out.toString()).contains("0 problems, 0 fixed, ").contains(" being written");
        assertThat(writer.finish()).isZero();
      }
      assertThat(names()).containsExactly("a.gz");
    }
  }

  @Test
  public void nothingIsLeftOfAKilledOne() throws Exception {
    for (String reserved : new String[] {"", RAW}) {
      try (WaitingWriter writer = new WaitingWriter(root, "a.gz", reserved)) {
        writer.kill();
      }
      assertThat(names()).isNotEmpty();
      assertThat(fsckHere()).isZero();
      assertThat(names()).isEmpty();
    }
  }

  @Test
  public void aDirectoryIsKeptByALivingWriterAndNotByAKilledOne() throws Exception {
    Files.createDirectory(root.resolve("d"));
    org.apache.hadoop.fs.Path directory = new org.apache.hadoop.fs.Path("/d");
    try (WaitingWriter writer = new WaitingWriter(root, "d/a", "d/" + RAW);
        FileSystem fs = open()) {
      assertThatThrownBy(() -> fs.delete(directory, false))
          .isInstanceOf(PathIsNotEmptyDirectoryException.class);
      writer.kill();
      assertThat(fs.delete(directory, false)).isTrue();
    }
  }

  @Test
  public void whatOneProcessLooksAtItselfIsProtectedFromOthersStill() throws Exception {
    LocalOptions options = new LocalOptions(root, false, false, false, 1 << 20);
    try (LocalObjectStore store = new LocalObjectStore(options);
        FileSystem fs = open();
        FSDataOutputStream stream = fs.create(new org.apache.hadoop.fs.Path("/a.gz"))) {
      Upload upload = store.startUpload(RAW, WriteOptions.replacing());
      upload.complete(WrittenBytes.UNKNOWN);
      assertThat(fsckHere()).isZero();
      ChildProcess other =
          ChildProcess.run(
              temporary.getRoot().toPath(), ChildProcess.java(Main.class, arguments()));
      assertThat(other.status()).as(other.err()).isZero();
      assertThat(other.out()).contains("0 problems, 0 fixed, 3 being written");
      store.rename(RAW, "b.gz", false);
      stream.write(1);
    }
    assertThat(names()).containsExactly("a.gz", "b.gz");
  }

  private FileSystem open() throws IOException {
    return FileSystem.newInstance(URI.create("filedl:///"), conf);
  }

  private int fsckHere() throws Exception {
    out.getBuffer().setLength(0);
    return Main.run(conf, new PrintWriter(out), new PrintWriter(new StringWriter()), arguments());
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("fsck", "--fix"));
    conf.forEach(setting -> arguments.add("-D" + setting.getKey() + "=" + setting.getValue()));
    arguments.add("filedl:///");
    return arguments;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
