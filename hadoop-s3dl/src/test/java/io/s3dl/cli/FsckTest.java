package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.fs.ObjectFileSystem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code s3dl fsck}, confined to a temporary directory. */
public class FsckTest {

  private static final String LEFT = ".s3dl-tmp-" + "0".repeat(32);
  private static final String SUFFIX = ".s3dl.zst";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final StringWriter out = new StringWriter();
  private Configuration conf;
  private Path root;
  private FileSystem fs;

  @Before
  public void confine() throws IOException {
    root = temporary.getRoot().toPath().toRealPath();
    conf = new Configuration(false);
    conf.set("fs.s3dl.local.root", root.toString());
    conf.set("fs.s3dl.local.sync", "false");
    fs = FileSystem.newInstance(URI.create("filedl:///"), conf);
    assertThat(fs).isInstanceOf(ObjectFileSystem.class);
  }

  @After
  public void close() throws IOException {
    fs.close();
  }

  @Test
  public void aCleanTreeIsClean() throws Exception {
    write("a.txt", "x");
    write("d/b.parquet", "y");
    assertThat(fsck("filedl:///")).isZero();
    assertThat(out.toString()).matches("2 files of \\d+ B, 0 problems, 0 fixed\\R");
    assertThat(fsck("--quiet", "--verify", "filedl:///")).isZero();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  public void leftoversAreReportedAndRemovedOnlyIfAsked() throws Exception {
    write("d/a.txt", "x");
    Path left = Files.createFile(root.resolve("d/" + LEFT));
    assertThat(fsck("filedl:///")).isEqualTo(1);
    assertThat(left).exists();
    assertThat(out.toString())
        .contains("filedl:///d/" + LEFT + ": Left over", "--fix removes it", "1 problem, 0 fixed");
    assertThat(fsck("--fix", "filedl:///")).isZero();
    assertThat(left).doesNotExist();
    assertThat(out.toString()).contains(": removed\n", "1 problem, 1 fixed");
    assertThat(fsck("filedl:///")).isZero();
  }

  @Test
  public void aFileBeingWrittenIsNoProblem() throws Exception {
    try (FSDataOutputStream stream = fs.create(new org.apache.hadoop.fs.Path("/a.txt"))) {
      stream.write(1);
      assertThat(fsck("--fix", "filedl:///")).isZero();
      assertThat(out.toString()).contains("Being written", "0 problems, 0 fixed, 1 being written");
    }
    assertThat(fsck("--verify", "filedl:///a.txt")).isZero();
  }

  @Test
  public void theOlderPlainOneOfTwoGoes() throws Exception {
    write("a.txt", "new");
    Files.writeString(root.resolve("a.txt"), "old");
    Files.setLastModifiedTime(root.resolve("a.txt"), FileTime.fromMillis(0));
    assertThat(fsck("filedl:///")).isEqualTo(1);
    assertThat(out.toString()).contains("--fix removes the plain one");
    assertThat(root.resolve("a.txt")).hasContent("old");
    assertThat(fsck("--fix", "filedl:///")).isZero();
    assertThat(root.resolve("a.txt")).doesNotExist();
    assertThat(root.resolve("a.txt" + SUFFIX)).exists();
  }

  @Test
  public void theNewerPlainOneOfTwoStaysIfItDiffers() throws Exception {
    write("a.txt", "old");
    Path stored = root.resolve("a.txt" + SUFFIX);
    Files.setLastModifiedTime(stored, FileTime.fromMillis(0));
    Files.writeString(root.resolve("a.txt"), "newer");
    assertThat(fsck("--fix", "filedl:///")).isEqualTo(1);
    assertThat(out.toString())
        .contains("3 bytes of content, modified 1970-", "5 bytes, modified", "mv", "0 fixed");
    assertThat(root.resolve("a.txt")).hasContent("newer");
    assertThat(stored).exists();
  }

  @Test
  public void whereTheCompressedOneIsDamagedNothingGoes() throws Exception {
    write("a.txt", "new".repeat(100));
    Path stored = root.resolve("a.txt" + SUFFIX);
    byte[] bytes = Files.readAllBytes(stored);
    bytes[8] ^= 1;
    Files.write(stored, bytes);
    Files.writeString(root.resolve("a.txt"), "old");
    assertThat(fsck("--fix", "filedl:///a.txt")).isEqualTo(1);
    assertThat(out.toString()).contains("Corrupt", "hides a plain one", "mv", "1 problem, 0 fixed");
    assertThat(root.resolve("a.txt")).hasContent("old");
    assertThat(stored).hasBinaryContent(bytes);
  }

  @Test
  public void damageIsToldAndStays() throws Exception {
    write("good.txt", "x".repeat(1000));
    Files.writeString(root.resolve("foreign" + SUFFIX), "none of ours");
    byte[] bytes = Files.readAllBytes(root.resolve("good.txt" + SUFFIX));
    bytes[10] ^= 1;
    Files.write(root.resolve("damaged" + SUFFIX), bytes);
    assertThat(fsck("--fix", "filedl:///")).isEqualTo(1);
    assertThat(out.toString()).contains("filedl:///foreign: ", "1 problem,").doesNotContain("good");
    assertThat(fsck("--fix", "--verify", "filedl:///")).isEqualTo(1);
    assertThat(out.toString()).contains("filedl:///damaged: Corrupt", "2 problems, 0 fixed");
    assertThat(root.resolve("damaged" + SUFFIX)).hasBinaryContent(bytes);
  }

  @Test
  public void aFileBesideADirectoryIsToldAndBothAreChecked() throws Exception {
    write("a", "x");
    Files.createDirectory(root.resolve("a"));
    Files.createFile(root.resolve("a/" + LEFT));
    assertThat(fsck("--fix", "filedl:///")).isEqualTo(1);
    assertThat(out.toString())
        .contains("filedl:///a: A file and a directory of one name", "2 problems, 1 fixed");
    fs.rename(new org.apache.hadoop.fs.Path("/a"), new org.apache.hadoop.fs.Path("/b"));
    assertThat(fsck("filedl:///")).isZero();
    assertThat(root.resolve("b" + SUFFIX)).exists();
  }

  @Test
  public void aNameCannotLookLikeAnotherLine() throws Exception {
    Files.writeString(root.resolve("a\nb" + SUFFIX), "none of ours");
    assertThat(fsck("filedl:///")).isEqualTo(1);
    assertThat(out.toString()).contains("filedl:///a\\x0ab: ").hasLineCount(2);
  }

  @Test
  public void aMissingPathIsAProblemAndNoneIsWrongUsage() throws Exception {
    write("a.txt", "x");
    assertThat(fsck("filedl:///missing", "filedl:///a.txt")).isEqualTo(1);
    assertThat(out.toString()).contains("missing", "1 file of");
    assertThat(fsck()).isEqualTo(2);
  }

  private void write(String name, String content) throws IOException {
    try (FSDataOutputStream stream = fs.create(new org.apache.hadoop.fs.Path("/" + name))) {
      stream.writeBytes(content);
    }
  }

  private int fsck(String... arguments) throws Exception {
    out.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of("fsck"));
    all.addAll(List.of(arguments));
    return Main.run(conf, new PrintWriter(out), new PrintWriter(new StringWriter()), all);
  }
}
