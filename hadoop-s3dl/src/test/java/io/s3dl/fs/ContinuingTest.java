package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.s3dl.Contents;
import io.s3dl.store.ObjectChangedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Append and concat. */
@RunWith(Parameterized.class)
public class ContinuingTest {

  private static final byte[] FIRST = Contents.text(30_001, 1);
  private static final byte[] MORE = Contents.text(20_002, 2);

  @Parameterized.Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.all();
  }

  @Rule public final FileSystemFixture files;
  private final Variant variant;

  public ContinuingTest(Variant variant) {
    this.variant = variant;
    this.files = new FileSystemFixture(variant);
  }

  private void append(String path, byte[] content) throws IOException {
    try (FSDataOutputStream out = files.fs().append(path(path))) {
      out.write(content);
    }
  }

  private void assertContent(String path, byte[] content) throws IOException {
    assertThat(files.read(path)).isEqualTo(content);
    assertThat(files.fs().getFileStatus(path(path)).getLen()).isEqualTo(content.length);
    FileDescription told = files.fs().describe(path(path));
    if (variant.compressed() || told.crc32c().isPresent()) {
      assertThat(told.crc32c()).hasValue(Contents.crc32c(content, content.length));
    }
  }

  @Test
  public void whatIsAppendedComesBehindAndIsVisibleAtClose() throws IOException {
    files.write("/f", FIRST);
    FSDataOutputStream out = files.fs().append(path("/f"));
    assertThat(out.getPos()).isEqualTo(FIRST.length);
    out.write(MORE);
    assertThat(out.getPos()).isEqualTo(FIRST.length + MORE.length);
    assertContent("/f", FIRST);
    out.close();
    assertContent("/f", Contents.joined(FIRST, MORE));
    assertThat(files.namesOnDisk("/")).hasSize(1);
  }

  @Test
  public void appendsAddUpWhateverTheirLengths() throws IOException {
    byte[] all = new byte[0];
    files.write("/f", all);
    for (int length : new int[] {0, 1, 4095, 1, 4096, 0, 70_000, 65_536, 3}) {
      byte[] more = Contents.text(length, length);
      append("/f", more);
      all = Contents.joined(all, more);
      assertContent("/f", all);
    }
  }

  @Test
  public void anAbortedAppendChangesNothing() throws IOException {
    files.write("/f", FIRST);
    FSDataOutputStream out = files.fs().append(path("/f"));
    out.write(MORE);
    out.abort();
    out.close();
    assertContent("/f", FIRST);
    assertThat(files.namesOnDisk("/")).hasSize(1);
  }

  @Test
  public void theFormStaysWhateverTheConfiguration() throws IOException {
    ObjectFileSystem other =
        files.open("fs.s3dl.compression.codec", variant.compressed() ? "none" : "zstd");
    files.write("/f", FIRST);
    try (FSDataOutputStream out = other.append(path("/f"))) {
      out.write(MORE);
    }
    assertContent("/f", Contents.joined(FIRST, MORE));
    assertThat(files.stored("/f")).exists();
  }

  @Test
  public void anAppendFollowsTheFileThatIsRenamed() throws IOException {
    files.write("/f", FIRST);
    try (FSDataOutputStream out = files.fs().append(path("/f"))) {
      out.write(MORE);
      assertThat(files.fs().rename(path("/f"), path("/g"))).isTrue();
    }
    assertContent("/g", Contents.joined(FIRST, MORE));
    assertThat(files.fs().exists(path("/f"))).isFalse();
  }

  @Test
  public void anAppendToAFileThatIsReplacedFails() throws IOException {
    files.write("/f", FIRST);
    FSDataOutputStream out = files.fs().append(path("/f"));
    out.write(MORE);
    files.write("/f", MORE);
    assertThatThrownBy(out::close)
        .isInstanceOf(ObjectChangedException.class)
        .hasMessageContaining("/f");
    assertContent("/f", MORE);
    assertThat(files.namesOnDisk("/")).hasSize(1);
  }

  @Test
  public void anAppendToAFileThatIsDeletedFails() throws IOException {
    files.write("/f", FIRST);
    FSDataOutputStream out = files.fs().append(path("/f"));
    files.fs().delete(path("/f"), false);
    assertThatThrownBy(out::close).isInstanceOf(ObjectChangedException.class);
    assertThat(files.namesOnDisk("/")).isEmpty();
  }

  @Test
  public void onlyFilesThatExistAreAppendedTo() throws IOException {
    files.fs().mkdirs(path("/d"));
    assertThatThrownBy(() -> files.fs().append(path("/d")))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> files.fs().append(path("/none")))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void appendKeepsModeAndAttributes() throws IOException {
    assumeThat(Files.getFileStore(files.root()).supportsFileAttributeView("user")).isTrue();
    files.write("/f", FIRST);
    files.fs().setPermission(path("/f"), new FsPermission((short) 0640));
    files.fs().setXAttr(path("/f"), "user.color", new byte[] {1, 2});
    append("/f", MORE);
    assertThat(files.fs().getFileStatus(path("/f")).getPermission().toShort())
        .isEqualTo((short) 0640);
    assertThat(files.fs().getXAttr(path("/f"), "user.color")).containsExactly(1, 2);
    assertThat(files.fs().listXAttrs(path("/f"))).containsExactly("user.color");
  }

  @Test
  public void concatPutsFilesOfOneFormTogether() throws IOException {
    files.write("/t", FIRST);
    files.write("/a", MORE);
    files.write("/b", new byte[0]);
    files.write("/c", FIRST);
    files.fs().concat(path("/t"), new Path[] {path("/a"), path("/b"), path("/c")});
    assertContent("/t", Contents.joined(FIRST, MORE, FIRST));
    assertThat(files.names("/")).containsExactly("t");
  }

  @Test
  public void concatPutsFilesOfDifferentFormsTogether() throws IOException {
    files.write("/t", FIRST);
    files.write("/a", MORE);
    files.write("/b.gz", MORE);
    files.write("/u.gz", MORE);
    files.fs().concat(path("/t"), new Path[] {path("/b.gz"), path("/a")});
    assertContent("/t", Contents.joined(FIRST, MORE, MORE));
    files.fs().concat(path("/u.gz"), new Path[] {path("/t")});
    assertContent("/u.gz", Contents.joined(MORE, FIRST, MORE, MORE));
    assertThat(files.names("/")).containsExactly("u.gz");
  }

  @Test
  public void aConcatThatIsRefusedChangesNothing() throws IOException {
    files.write("/t", FIRST);
    files.write("/a", MORE);
    for (Path[] sources :
        new Path[][] {{}, {path("/t")}, {path("/a"), path("/none")}, {path("/a"), path("/a")}}) {
      assertThatThrownBy(() -> files.fs().concat(path("/t"), sources))
          .isInstanceOfAny(PathIOException.class, FileNotFoundException.class);
    }
    assertThatThrownBy(() -> files.fs().concat(path("/none"), new Path[] {path("/a")}))
        .isInstanceOf(FileNotFoundException.class);
    assertContent("/t", FIRST);
    assertContent("/a", MORE);
  }

  @Test
  public void aSourceThatCannotBeReadKeepsAConcatFromHappening() throws IOException {
    assumeThat(variant.compressed()).isTrue();
    files.write("/t", FIRST);
    Files.write(files.stored("/a"), MORE); // none of ours
    assertThatThrownBy(() -> files.fs().concat(path("/t"), new Path[] {path("/a")}))
        .hasMessageContaining("/a");
    assertContent("/t", FIRST);
    assertThat(files.names("/")).containsExactlyInAnyOrder("a", "t");
  }
}
