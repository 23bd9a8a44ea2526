package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.store.MemoryFlatStore;
import io.s3dl.store.PartSizes;
import io.s3dl.store.local.CapturedLog;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.log4j.Level;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Permission bits that a file is given while it is being written. */
@RunWith(Parameterized.class)
public class ModesWhileWritingTest {

  private static final byte[] CONTENT = Contents.text(20_000, 1);

  /** Of several parts. */
  private static final byte[] LARGE = Contents.random(300_000, 2);

  private static final FsPermission GIVEN = new FsPermission((short) 0604);

  @Parameterized.Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.all();
  }

  @Rule public final FileSystemFixture files;
  private final WatchedFileSystem watched = new WatchedFileSystem();
  @Rule public final CapturedLog log = new CapturedLog(Attributes.class);
  private ObjectFileSystem fs;

  public ModesWhileWritingTest(Variant variant) {
    this.files = new FileSystemFixture(variant);
  }

  @Before
  public void open() throws IOException {
    fs = watched.open(files);
  }

  @After
  public void close() throws IOException {
    if (fs != null) {
      fs.close();
      assertThat(fs.parts().volume().buffers().lentBuffers()).isZero();
    }
  }

  private int mode(String path) throws IOException {
    return fs.getFileStatus(path(path)).getPermission().toShort();
  }

  private void writeAndClose(FSDataOutputStream out, byte[] content) throws IOException {
    try (out) {
      out.write(content);
    }
  }

  @Test
  public void theyAreMadeWithTheFileHoweverItWasCreated() throws IOException {
    Path f = path("/d/f");
    fs.mkdirs(path("/d"));
    List<FSDataOutputStream> streams = new ArrayList<>();
    for (byte[] content : List.of(CONTENT, LARGE)) {
      streams.add(FileSystem.create(fs, f, GIVEN));
      streams.add(fs.createFile(f).overwrite(true).build());
      streams.add(
          fs.createNonRecursive(
              f, null, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE), 0, (short) 1, 0, null));
      for (FSDataOutputStream out : streams) {
        fs.setPermission(f, GIVEN);
        writeAndClose(out, content);
        assertThat(mode("/d/f")).isEqualTo(0604);
        assertThat(FileSystemFixture.read(fs, "/d/f")).isEqualTo(content);
      }
      streams.clear();
    }
    assertThat(watched.modesSet()).as("set after the file was there").isZero();
  }

  @Test
  public void whatComesTooLateForThatIsSetOnceTheFileIsThere() throws IOException {
    FSDataOutputStream out = fs.create(path("/f"), true);
    watched.afterUpload(() -> fs.setPermission(path("/f"), GIVEN));
    writeAndClose(out, CONTENT);
    out.close();
    assertThat(mode("/f")).isEqualTo(0604);
    assertThat(watched.modesSet()).isEqualTo(1);
  }

  @Test
  public void ifTheyCannotBeSetThenTheFileIsThereAllTheSame() throws IOException {
    watched.beforeMode(
        () -> {
          throw new IOException("not allowed");
        });
    FSDataOutputStream out = fs.create(path("/f"), true);
    watched.afterUpload(() -> fs.setPermission(path("/f"), GIVEN));
    writeAndClose(out, CONTENT);
    assertThat(FileSystemFixture.read(fs, "/f")).isEqualTo(CONTENT);
    assertThat(mode("/f")).isEqualTo(0644);
    assertThat(log.messages(Level.WARN))
        .singleElement()
        .asString()
        .contains(fs.parts().volume().text("f") + " has not got", "hadoop fs -chmod 604 ");
  }

  @Test
  public void allWhoWriteAFileGiveItWhatItWasGiven() throws IOException {
    FSDataOutputStream first = fs.create(path("/f"), true);
    FSDataOutputStream second = fs.create(path("/f"), true);
    fs.setPermission(path("/f"), GIVEN);
    writeAndClose(second, LARGE);
    assertThat(mode("/f")).isEqualTo(0604);
    writeAndClose(first, CONTENT);
    assertThat(mode("/f")).isEqualTo(0604);
    assertThat(FileSystemFixture.read(fs, "/f")).isEqualTo(CONTENT);
  }

  @Test
  public void aFileThatWasNotCreatedTakesNone() throws IOException {
    FileSystemFixture.write(fs, "/f", CONTENT);
    assertThatThrownBy(() -> fs.create(path("/f"), false)).isInstanceOf(IOException.class);
    fs.setPermission(path("/f"), GIVEN);
    assertThat(mode("/f")).isEqualTo(0604);
  }

  @Test(timeout = 60_000)
  public void whoClosesWhatIsBeingClosedFindsAllDone() throws Exception {
    FSDataOutputStream out = fs.create(path("/f"), true);
    out.write(CONTENT);
    AtomicInteger seen = new AtomicInteger();
    Thread other =
        new Thread(
            () -> {
              try {
                out.close();
                seen.set(mode("/f"));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    watched.afterUpload(() -> fs.setPermission(path("/f"), GIVEN));
    watched.beforeMode(
        () -> {
          other.start();
          while (other.isAlive() && other.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
          }
        });
    out.close();
    other.join();
    assertThat(seen).hasValue(0604);
    assertThat(watched.modesSet()).isEqualTo(1);
  }

  // Files that are continued

  @Test
  public void whatIsAppendedToKeepsThem() throws IOException {
    FileSystemFixture.write(fs, "/f", CONTENT);
    FSDataOutputStream out = fs.append(path("/f"));
    fs.setPermission(path("/f"), GIVEN);
    // Elsewhere that would be another object than the one that is appended to.
    assertThat(mode("/f")).isEqualTo(files.variant().isFlat() ? 0644 : 0604);
    writeAndClose(out, LARGE);
    assertThat(mode("/f")).isEqualTo(0604);
    assertThat(FileSystemFixture.read(fs, "/f")).isEqualTo(Contents.joined(CONTENT, LARGE));
    assertThat(fs.append(path("/f"))).satisfies(FSDataOutputStream::abort);
    assertThat(mode("/f")).isEqualTo(0604);
  }

  @Test
  public void anAppendThatIsGivenUpLeavesThem() throws IOException {
    FileSystemFixture.write(fs, "/f", CONTENT);
    FSDataOutputStream out = fs.createFile(path("/f")).append().build();
    fs.setPermission(path("/f"), GIVEN);
    out.abort();
    assertThat(mode("/f")).isEqualTo(0604);
    assertThatThrownBy(() -> fs.append(path("/none"))).isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> fs.setPermission(path("/none"), GIVEN))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void whatIsPutTogetherKeepsThem() throws IOException {
    for (boolean concat : new boolean[] {true, false}) {
      FileSystemFixture.write(fs, "/f", CONTENT);
      FileSystemFixture.write(fs, "/g", LARGE);
      AtomicBoolean set = new AtomicBoolean();
      watched.afterUpload(
          () -> {
            fs.setPermission(path("/f"), GIVEN);
            set.set(true);
          });
      if (concat) {
        fs.concat(path("/f"), new Path[] {path("/g")});
      } else {
        writeAndClose(fs.append(path("/f")), LARGE);
      }
      assertThat(set).isTrue();
      assertThat(mode("/f")).isEqualTo(0604);
      assertThat(FileSystemFixture.read(fs, "/f")).isEqualTo(Contents.joined(CONTENT, LARGE));
      fs.delete(path("/f"), false);
    }
  }

  // Writers that are given up

  private static void giveUp(FileSystem abandoned) throws IOException {
    FSDataOutputStream out = abandoned.create(path("/f"), true);
    out.write(LARGE);
    abandoned.setPermission(path("/f"), GIVEN);
  }

  @Test(timeout = 60_000)
  public void aWriterThatIsForgottenIsForgotten() throws IOException {
    try (ObjectFileSystem abandoned =
        new FileSystemFixture.InMemory(
            new MemoryFlatStore(new PartSizes(64 << 10, 0, 64 << 10, 10_000, 1)))) {
      abandoned.initialize(URI.create("s3dl://bucket/"), files.conf());
      giveUp(abandoned);
      boolean known = true;
      while (known) {
        System.gc();
        try {
          abandoned.setPermission(path("/f"), GIVEN);
        } catch (FileNotFoundException e) {
          known = false;
        }
      }
    }
  }

  // Paths

  @Test
  public void aSlashAtTheEndOfAUriIsNoPartOfAName() throws Exception {
    Path slashed = new Path(fs.getUri().resolve("d/"));
    assertThat(slashed.toString()).endsWith("/d/");
    FileSystemFixture.write(fs, "/d/f", CONTENT);
    fs.setWorkingDirectory(slashed);
    assertThat(fs.getWorkingDirectory()).isEqualTo(fs.makeQualified(path("/d")));
    assertThat(fs.makeQualified(new Path("f"))).isEqualTo(fs.makeQualified(path("/d/f")));
    Path file = new Path(fs.getUri().resolve("d/f/"));
    for (Path name : List.of(file, new Path("f"))) {
      FileStatus status = fs.getFileStatus(file);
      try (FSDataInputStream in = fs.openFile(name).withFileStatus(status).build().get()) {
        assertThat(in.readAllBytes()).isEqualTo(CONTENT);
      }
    }
    fs.setWorkingDirectory(new Path(fs.getUri()));
    assertThat(fs.getFileStatus(new Path("d/f")).getLen()).isEqualTo(CONTENT.length);
    FSDataOutputStream out = fs.create(file, true);
    fs.setPermission(file, GIVEN);
    writeAndClose(out, CONTENT);
    assertThat(mode("/d/f")).isEqualTo(0604);
  }
}
