package io.s3dl.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.bench.measure.Command;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CommitTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder(new File("target"));
  private Path clone;
  private Path document;
  private Path source;

  @Before
  public void commit() throws IOException {
    clone = folder.getRoot().toPath().toRealPath();
    document = clone.resolve("document.md");
    source = clone.resolve("source.java");
    Files.writeString(document, "old");
    Files.writeString(source, "old");
    git("init", "-q");
    git("add", ".");
    git("commit", "-q", "-m", "All");
  }

  private void git(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", clone.toString()));
    // Nobody's own settings.
    for (String setting :
        List.of(
            "user.name=Bench",
            "user.email=bench@example.org",
            "commit.gpgsign=false",
            "core.hooksPath=/dev/null")) {
      command.addAll(List.of("-c", setting));
    }
    command.addAll(List.of(arguments));
    Command.run(command);
  }

  private String described() throws IOException {
    return Commit.of(clone, Optional.of(document));
  }

  @Test
  public void whatWasNotChangedIsTheCommit() throws IOException {
    Files.writeString(clone.resolve("other"), "that git does not know");
    assertThat(described()).matches("[0-9a-f]{7,}");
  }

  @Test
  public void onlyTheDocumentMayBeChanged() throws IOException {
    String commit = described();
    Files.writeString(document, "new");
    assertThat(described()).isEqualTo(commit);
    assertThat(Commit.of(clone, Optional.empty())).isEqualTo(commit + "-dirty");
    Files.writeString(source, "new");
    assertThat(described()).isEqualTo(commit + "-dirty");
  }

  @Test
  public void aDocumentMayBeElsewhere() throws IOException {
    Path elsewhere = Files.createTempFile("s3dl-bench-", ".md");
    try {
      assertThat(Commit.of(clone, Optional.of(elsewhere))).isEqualTo(described());
    } finally {
      Files.delete(elsewhere);
    }
  }
}
