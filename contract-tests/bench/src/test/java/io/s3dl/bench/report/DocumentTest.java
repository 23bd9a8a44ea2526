package io.s3dl.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DocumentTest {

  private static final String TEXT =
      """
      Before.
      <!-- bench a -->
      old
      <!-- /bench a -->
      Between.
      <!-- bench b -->
      <!-- /bench b -->
      After.
      """;

  @Rule public final TemporaryFolder folder = new TemporaryFolder(new File("target"));
  private Path file;

  @Before
  public void writeDocument() throws IOException {
    file = folder.newFile("document.md").toPath();
    Files.writeString(file, TEXT);
  }

  @Test
  public void onlyTheNamedPlaceIsReplaced() throws IOException {
    new Document(file).write("a", "new\n");
    assertThat(Files.readString(file)).isEqualTo(TEXT.replace("old", "new"));
    new Document(file).write("b", "more\n");
    assertThat(Files.readString(file))
        .isEqualTo(TEXT.replace("old", "new").replace("bench b -->\n<", "bench b -->\nmore\n<"));
  }

  @Test
  public void aMissingPlaceIsAnErrorThatChangesNothing() throws IOException {
    assertThatThrownBy(() -> new Document(file).check("c"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("<!-- bench c -->");
    new Document(file).check("a");
    assertThat(Files.readString(file)).isEqualTo(TEXT);
  }

  @Test
  public void barsDoNotBreakATable() {
    Table table = new Table(List.of("x", "y"), List.of(List.of("a|b", "c")), List.of("note"));
    assertThat(table.markdown()).isEqualTo("| x | y |\n| --- | --- |\n| a\\|b | c |\n\n- note\n");
    assertThatThrownBy(() -> new Table(List.of("x"), List.of(List.of("a", "b")), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
