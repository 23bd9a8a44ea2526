package io.s3dl.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class WorkspaceTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder(new File("target"));
  private Path parent;
  private Path directory;

  @Before
  public void locate() {
    parent = folder.getRoot().toPath();
    directory = parent.resolve("s3dl-bench");
  }

  @Test
  public void whatStandsBesideItIsLeftAlone() throws IOException {
    for (String name : new String[] {"s3dl", "ours", "peers", "data"}) {
      Files.writeString(Files.createDirectory(parent.resolve(name)).resolve("file"), name);
    }
    Workspace workspace = Workspace.in(parent);
    workspace.begin();
    workspace.end();
    for (String name : new String[] {"s3dl", "ours", "peers", "data"}) {
      assertThat(parent.resolve(name).resolve("file")).hasContent(name);
    }
  }

  @Test
  public void itIsEmptiedButForTheDataSets() throws IOException {
    Workspace first = Workspace.in(parent);
    first.begin();
    Files.writeString(first.ours().resolve("left"), "by a run that was killed");
    Files.writeString(Files.createDirectory(first.data()).resolve("set"), "kept");

    Workspace second = Workspace.in(parent);
    second.begin();
    assertThat(second.ours()).isEmptyDirectory();
    assertThat(second.peers()).isEmptyDirectory();
    second.end();
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder(Workspace.MARKER, "data");
    assertThat(second.data().resolve("set")).hasContent("kept");
  }

  @Test
  public void anEmptyDirectoryIsTaken() throws IOException {
    Files.createDirectory(directory);
    Workspace.in(parent);
    assertThat(directory.resolve(Workspace.MARKER)).exists();
  }

  @Test
  public void aDirectoryOfSomebodyElseIsRefusedAndLeftAsItIs() throws IOException {
    Path mine = Files.createDirectories(directory.resolve("ours")).resolve("mine");
    Files.writeString(mine, "mine");
    assertThatThrownBy(() -> Workspace.in(parent))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining(directory + ": is not empty and has no file " + Workspace.MARKER);
    assertThat(mine).hasContent("mine");
    assertThat(directory.toFile().list()).containsExactly("ours");
  }

  @Test
  public void aFileOfItsNameIsRefused() throws IOException {
    Files.writeString(directory, "mine");
    assertThatThrownBy(() -> Workspace.in(parent))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining(directory + ": is not a directory");
  }
}
