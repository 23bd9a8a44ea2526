package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.cli.ChildProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Names on the disk that are no text. */
public class UndecodableNamesTest {

  private static final byte[] CONTENT = Contents.text(10_000, 1);

  @Rule public final FileSystemFixture files = new FileSystemFixture(new Variant("filedl", true));

  /** No String of Java's is the name: a shell makes it. */
  @Before
  public void make() throws Exception {
    files.write("/d/a", CONTENT);
    String script = "cd \"$1\" && : >\"$(printf 'x\\377')\" && mkdir \"$(printf 'y\\376')\"";
    ChildProcess made =
        ChildProcess.run(
            files.root(), List.of("sh", "-c", script, "sh", files.disk("/d").toString()));
    assertThat(made.status()).as(made.err()).isZero();
  }

  @After
  public void remove() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(files.disk("/d"))) {
      for (Path entry : entries) {
        Files.delete(entry);
      }
    }
  }

  @Test
  public void areLeftOutOfListings() throws IOException {
    assertThat(files.names("/d")).containsExactly("a");
    assertThat(files.fs().getContentSummary(path("/d")).getFileCount()).isEqualTo(1);
    assertThat(files.read("/d/a")).isEqualTo(CONTENT);
  }

  @Test
  public void moveWithTheirDirectory() throws IOException {
    assertThat(files.fs().rename(path("/d"), path("/e"))).isTrue();
    assertThat(files.fs().rename(path("/e"), path("/d"))).isTrue();
  }

  @Test
  public void keepTheirDirectoryWhichTheErrorExplains() throws Exception {
    assertThat(files.fs().delete(path("/d/a"), false)).isTrue();
    for (boolean recursive : new boolean[] {false, true}) {
      assertThatThrownBy(() -> files.fs().delete(path("/d"), recursive))
          .isInstanceOf(PathIsNotEmptyDirectoryException.class)
          .hasMessageContaining("/d")
          .hasMessageContaining("is not valid in")
          .hasMessageContaining("LC_ALL=C.UTF-8");
    }
    ShellRun remove = ShellRun.of(files, "-rm", "-r", "filedl:///d");
    assertThat(remove.status()).isEqualTo(1);
    assertThat(remove.err()).startsWith("rm: ").contains("/d", "rename or delete it");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(files.disk("/d"))) {
      assertThat(entries).hasSize(2);
    }
  }
}
