package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.SUFFIX;
import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Links that stand on the disk: what is removed, replaced or renamed is the link. */
@RunWith(Parameterized.class)
public class LinksTest {

  private static final byte[] CONTENT = Contents.text(20_000, 1);
  private static final byte[] NEW = Contents.text(10_000, 2);

  @Rule public final FileSystemFixture files;

  public LinksTest(Variant variant) {
    files = new FileSystemFixture(variant);
  }

  @Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.onDisks();
  }

  /** What links lead to, which nothing here may change. */
  @Before
  public void write() throws IOException {
    files.write("/kept/f", CONTENT);
    files.write("/kept/below/g", CONTENT);
    files.fs().mkdirs(path("/d"));
  }

  @After
  public void nothingThatALinkLeadsToHasChanged() throws IOException {
    assertThat(files.read("/kept/f")).isEqualTo(CONTENT);
    assertThat(files.read("/kept/below/g")).isEqualTo(CONTENT);
    assertThat(files.names("/kept")).containsExactly("below", "f");
  }

  private Path link(String name, String target) throws IOException {
    return Files.createSymbolicLink(files.disk(name), Path.of(target));
  }

  /** A link to a file of this variant's form, under the physical name. */
  private Path linkToFile(String name) throws IOException {
    return Files.createSymbolicLink(files.stored(name), files.stored("/kept/f"));
  }

  private static boolean isLink(Path path) {
    return Files.isSymbolicLink(path);
  }

  @Test
  public void aLinkToAFileIsReadAsTheFile() throws IOException {
    linkToFile("/d/link");
    assertThat(files.names("/d")).containsExactly("link");
    assertThat(files.read("/d/link")).isEqualTo(CONTENT);
    assertThat(files.fs().getFileStatus(path("/d/link")).getLen()).isEqualTo(CONTENT.length);
    assertThat(files.fs().listStatus(path("/d"))[0].getLen()).isEqualTo(CONTENT.length);
  }

  @Test
  public void whatIsDoneToALinkToAFileIsDoneToTheLink() throws IOException {
    Path link = linkToFile("/d/link");
    assertThat(files.fs().rename(path("/d/link"), path("/d/moved"))).isTrue();
    assertThat(isLink(files.stored("/d/moved"))).isTrue();
    assertThat(files.fs().delete(path("/d/moved"), false)).isTrue();
    linkToFile("/d/link");
    files.write("/d/link", NEW);
    assertThat(isLink(link)).isFalse();
    assertThat(files.read("/d/link")).isEqualTo(NEW);
    linkToFile("/d/second");
    files.fs().append(path("/d/second")).close();
    assertThat(isLink(files.stored("/d/second"))).isFalse();
    linkToFile("/d/third");
    files.fs().renameExactly(path("/d/link"), path("/d/third"), true);
    assertThat(files.read("/d/third")).isEqualTo(NEW);
  }

  @Test
  public void aRecursiveDeletionRemovesLinksAndFollowsNone() throws IOException {
    link("/d/up", "..");
    link("/d/kept", "../kept");
    link("/d/absolute", files.disk("/kept").toString());
    link("/d/itself", "itself");
    link("/d/nowhere", "nowhere");
    link("/d/nowhere" + SUFFIX, "nowhere");
    linkToFile("/d/file");
    files.fs().mkdirs(path("/d/e"));
    link("/d/e/kept", "../../kept");
    assertThat(files.fs().delete(path("/d"), true)).isTrue();
    assertThat(files.namesOnDisk("/")).containsExactly("kept");
  }

  @Test
  public void theDeletionAndTheRenameOfALinkToADirectoryConcernTheLink() throws IOException {
    link("/d/kept", "../kept");
    assertThat(files.names("/d/kept")).containsExactly("below", "f");
    assertThat(files.fs().getFileStatus(path("/d/kept")).isDirectory()).isTrue();
    assertThat(files.fs().rename(path("/d/kept"), path("/d/moved"))).isTrue();
    assertThat(isLink(files.disk("/d/moved"))).isTrue();
    assertThat(files.fs().delete(path("/d/moved"), true)).isTrue();
    link("/d/kept", "../kept");
    assertThat(files.fs().delete(path("/d/kept"), false)).isTrue();
    assertThat(files.namesOnDisk("/d")).isEmpty();
  }

  @Test
  public void aLinkToNowhereIsListedAndCannotBeOpened() throws IOException {
    link("/d/nowhere", "no/such/file");
    link("/d/itself", "itself");
    link("/d/stored" + SUFFIX, "no/such/file");
    link("/d/loop" + SUFFIX, "loop" + SUFFIX);
    assertThat(files.names("/d")).containsExactlyInAnyOrder("nowhere", "itself", "stored", "loop");
    for (FileStatus status : files.fs().listStatus(path("/d"))) {
      assertThat(status.isFile()).isTrue();
      assertThatThrownBy(() -> files.fs().open(status.getPath()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("/d/" + status.getPath().getName());
    }
    assertThat(files.fs().getContentSummary(path("/d")).getFileCount()).isEqualTo(4);
    assertThatThrownBy(() -> files.fs().open(path("/d/nowhere")))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> files.fs().open(path("/d/itself"))).hasMessageContaining("links");
  }

  @Test
  public void aFileTakesThePlaceOfALinkToNowhere() throws IOException {
    link("/d/a", "nowhere");
    files.write("/d/a", NEW);
    assertThat(files.read("/d/a")).isEqualTo(NEW);
    assertThat(files.names("/d")).containsExactly("a");
    assertThat(files.disk("/d/nowhere")).doesNotExist();
  }

  @Test
  public void aDirectoryIsNotMadeThroughALinkToNowhere() throws IOException {
    Path link = link("/d/a", "../made");
    assertThatThrownBy(() -> files.fs().mkdirs(path("/d/a/b"))).isInstanceOf(IOException.class);
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(files.disk("/made")).doesNotExist();
  }

  /** Of two names of one file, each is a file of its own as soon as one is written. */
  @Test
  public void aHardLinkIsAFileLikeOthers() throws IOException {
    Files.createLink(files.stored("/d/hard"), files.stored("/kept/f"));
    assertThat(files.read("/d/hard")).isEqualTo(CONTENT);
    files.write("/d/hard", NEW);
    assertThat(files.read("/d/hard")).isEqualTo(NEW);
    Files.createLink(files.stored("/d/second"), files.stored("/kept/f"));
    assertThat(files.fs().rename(path("/d/second"), path("/d/third"))).isTrue();
    files.fs().append(path("/d/third")).close();
    Files.createLink(files.stored("/d/fourth"), files.stored("/d/third"));
    files.fs().renameExactly(path("/d/fourth"), path("/d/third"), true);
    assertThat(files.names("/d")).containsExactly("hard", "third");
    assertThat(files.read("/d/third")).isEqualTo(CONTENT);
  }
}
