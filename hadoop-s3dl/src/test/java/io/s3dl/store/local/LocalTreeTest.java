package io.s3dl.store.local;

import static io.s3dl.store.local.LocalStoreFixture.keys;
import static io.s3dl.store.local.LocalStoreFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.log4j.Level;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Directories, renames and deletions. */
public class LocalTreeTest {

  @Rule public final LocalStoreFixture fixture = new LocalStoreFixture();
  @Rule public final CapturedLog log = new CapturedLog(Publication.class);
  private LocalObjectStore store;

  @Before
  public void openStore() throws IOException {
    store = fixture.buffered();
  }

  @Test
  public void directoriesAreMadeWithExactlyTheirMode() throws IOException {
    for (int mode : new int[] {0755, 0777, 0700, 01777}) {
      store.makeDirectory("d", mode);
      assertThat(store.head("d").directory()).isTrue();
      assertThat(store.head("d").attributes().orElseThrow().mode()).isEqualTo(mode);
      store.removeDirectory("d", false);
    }
  }

  @Test
  public void aDirectoryIsMadeOnceAndBelowAnExistingOne() throws IOException {
    store.makeDirectory("d", 0755);
    assertThatThrownBy(() -> store.makeDirectory("d", 0755))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> store.makeDirectory("", 0755))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> store.makeDirectory("no/d", 0755))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining(fixture.path("no/d").toString());
  }

  @Test
  public void aFileIsDeletedOnlyIfItIsTheOneThatIsMeant() throws IOException {
    fixture.write(store, "a", "first");
    String first = store.head("a").etag().orElseThrow();
    fixture.write(store, "a", "second");
    store.deleteIfMatch("a", first);
    assertThat(text(store, "a")).isEqualTo("second");
    store.deleteIfMatch("a", store.head("a").etag().orElseThrow());
    store.deleteIfMatch("a", first);
    assertThat(fixture.path("a").getParent()).isEmptyDirectory();
  }

  @Test
  public void whatADeadWriterLeftDoesNotKeepADirectory() throws IOException {
    store.makeDirectory("d", 0755);
    Files.createFile(fixture.path("d/" + LocalStoreFixture.temporaryOfAnother()));
    store.removeDirectory("d", false);
    assertThat(fixture.path("d")).doesNotExist();
  }

  @Test
  public void anUploadKeepsItsDirectoryUnlessItIsAbandoned() throws IOException {
    store.makeDirectory("d", 0755);
    Upload upload = store.startUpload("d/a", WriteOptions.replacing());
    assertThatThrownBy(() -> store.removeDirectory("d", false))
        .isInstanceOf(DirectoryNotEmptyException.class);
    store.removeDirectory("d", true);
    assertThatThrownBy(() -> upload.complete(WrittenBytes.UNKNOWN))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining(fixture.path("d/a").toString());
    assertThat(fixture.path("d")).doesNotExist();
  }

  @Test
  public void aFileThatWasNeverRenamedKeepsItsDirectoryUnlessItIsAbandoned() throws IOException {
    for (String kind : new String[] {"append", "raw"}) {
      store.makeDirectory("d", 0755);
      String left = "d/.s3dl-" + kind + "-" + UUID.randomUUID();
      fixture.write(store, left, "x");
      assertThatThrownBy(() -> store.removeDirectory("d", false))
          .isInstanceOf(DirectoryNotEmptyException.class)
          .hasMessageContaining("Error removing directory " + fixture.path("d") + ": ")
          .hasMessageContaining(fixture.path("d/.s3dl-").toString())
          .hasMessageContaining("fs -rm -r");
      assertThat(text(store, left)).isEqualTo("x");
      store.removeDirectory("d", true);
      assertThat(fixture.path("d")).doesNotExist();
    }
  }

  @Test
  public void aFileThatOnlyLooksReservedIsNeverAbandoned() throws IOException {
    store.makeDirectory("d", 0755);
    fixture.write(store, "d/.s3dl-append-mine", "x");
    Files.writeString(fixture.path("d/.s3dl-raw-" + UUID.randomUUID()), "y");
    assertThatThrownBy(() -> store.removeDirectory("d", true))
        .isInstanceOf(DirectoryNotEmptyException.class)
        .hasMessageContaining("it is not empty");
    assertThat(keys(store, "d/", false)).hasSize(2);
  }

  @Test
  public void onlyEmptyDirectoriesAreRemoved() throws IOException {
    store.makeDirectory("d", 0755);
    fixture.write(store, "d/a", "x");
    assertThatThrownBy(() -> store.removeDirectory("d", false))
        .isInstanceOf(DirectoryNotEmptyException.class);
    assertThatThrownBy(() -> store.removeDirectory("d/a", false))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> store.removeDirectory("missing", false))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> store.removeDirectory("", false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("root");
  }

  @Test
  public void deletionTakesFilesAndLinksOnly() throws IOException {
    store.makeDirectory("d", 0755);
    fixture.write(store, "d/a", "x");
    fixture.write(store, "b", "y");
    Files.createSymbolicLink(fixture.path("to-d"), Path.of("d"));
    Files.createSymbolicLink(fixture.path("to-b"), Path.of("b"));
    Map<String, IOException> failures =
        store.delete(List.of("to-d", "to-b", "missing", "b/below", "d", "d/../x"));
    assertThat(failures).containsOnlyKeys("d", "d/../x");
    assertThat(failures.get("d")).hasMessageContaining("it is a directory");
    assertThat(keys(store, "", false)).containsExactly("b", "d");
    assertThat(text(store, "d/a")).isEqualTo("x");
  }

  @Test
  public void anExclusiveRenameDoesNotReplace() throws IOException {
    fixture.write(store, "a", "a");
    fixture.write(store, "b", "b");
    assertThatThrownBy(() -> store.rename("a", "b", false))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining(fixture.path("b").toString());
    assertThatThrownBy(() -> store.rename("a", "a", false))
        .isInstanceOf(FileAlreadyExistsException.class);
    store.rename("a", "c", false);
    assertThat(keys(store, "", false)).containsExactly("b", "c");
    assertThat(text(store, "c")).isEqualTo("a");
  }

  @Test
  public void aReplacingRenameReplacesFilesOnly() throws IOException {
    fixture.write(store, "a", "a");
    fixture.write(store, "b", "b");
    store.rename("a", "a", true);
    store.rename("a", "b", true);
    assertThat(keys(store, "", false)).containsExactly("b");
    assertThat(text(store, "b")).isEqualTo("a");
    store.makeDirectory("d", 0755);
    assertThatThrownBy(() -> store.rename("b", "d", true))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> store.rename("d", "b", true))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(keys(store, "", false)).containsExactly("b", "d");
  }

  @Test
  public void aRenameOntoAnotherLinkOfTheFileRemovesTheOldName() throws IOException {
    fixture.write(store, "a", "a");
    Files.createLink(fixture.path("b"), fixture.path("a"));
    store.rename("a", "b", true);
    assertThat(keys(store, "", false)).containsExactly("b");
    store.makeDirectory("d", 0755);
    fixture.write(store, "d/f", "f");
    Files.createSymbolicLink(fixture.path("same"), Path.of("d"));
    store.rename("d/f", "same/f", true);
    assertThat(text(store, "d/f")).isEqualTo("f");
  }

  @Test
  public void aLinkIsRenamedItself() throws IOException {
    fixture.write(store, "a", "a");
    Files.createSymbolicLink(fixture.path("link"), Path.of("a"));
    store.rename("link", "moved", false);
    assertThat(Files.isSymbolicLink(fixture.path("moved"))).isTrue();
    assertThat(keys(store, "", false)).containsExactly("a", "moved");
  }

  @Test
  public void directoriesMoveWithAllBelowThem() throws IOException {
    store.makeDirectory("d", 0755);
    store.makeDirectory("d/e", 0755);
    fixture.write(store, "d/e/a", "x");
    store.makeDirectory("empty", 0755);
    assertThatThrownBy(() -> store.rename("d", "empty", true))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> store.rename("d", "d/e/f", false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("into itself");
    store.rename("d", "empty/moved", false);
    assertThat(keys(store, "", true)).containsExactly("empty/moved/e/a");
  }

  @Test
  public void aRenameNeedsBothEnds() throws IOException {
    fixture.write(store, "a", "a");
    for (boolean replace : new boolean[] {true, false}) {
      assertThatThrownBy(() -> store.rename("missing", "b", replace))
          .isInstanceOf(FileNotFoundException.class)
          .hasMessageContaining(fixture.path("missing").toString());
      assertThatThrownBy(() -> store.rename("a", "no/b", replace))
          .isInstanceOf(FileNotFoundException.class)
          .hasMessageContaining(fixture.path("no").toString());
      assertThatThrownBy(() -> store.rename("a", "a/b", replace))
          .isInstanceOf(NotDirectoryException.class);
      assertThatThrownBy(() -> store.rename("", "b", replace)).hasMessageContaining("root");
      assertThatThrownBy(() -> store.rename("a", TemporaryNames.of(UUID.randomUUID()), replace))
          .hasMessageContaining("reserved");
    }
    assertThat(text(store, "a")).isEqualTo("a");
  }

  @Test
  public void withoutHardLinksNamesAreCheckedWithOneWarning() throws IOException {
    LocalObjectStore linkless =
        fixture.store(
            fixture.options(false),
            FileChannel::open,
            (link, existing) -> {
              throw new FileSystemException(
                  link.toString(), existing.toString(), "Operation not permitted");
            });
    WriteOptions exclusive = WriteOptions.replacing().withExclusive();
    fixture.write(linkless, "a", new byte[1], exclusive);
    assertThatThrownBy(() -> fixture.write(linkless, "a", new byte[2], exclusive))
        .isInstanceOf(FileAlreadyExistsException.class);
    linkless.rename("a", "b", false);
    fixture.write(linkless, "a", new byte[3], exclusive);
    assertThatThrownBy(() -> linkless.rename("a", "b", false))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(linkless.head("b").size()).isEqualTo(1);
    assertThat(log.messages(Level.WARN)).hasSize(1);
  }

  @Test
  public void aDirectoryThatTakesNothingIsNotTakenForOneWithoutHardLinks() throws IOException {
    store.makeDirectory("d", 0755);
    LocalObjectStore full =
        fixture.store(
            fixture.options(false),
            FileChannel::open,
            (link, existing) -> {
              Files.delete(link.getParent());
              throw new FileSystemException(link.toString(), existing.toString(), "Plus de place");
            });
    fixture.write(full, "a", "x");
    assertThatThrownBy(() -> full.rename("a", "d/b", false)).hasMessageEndingWith("Plus de place");
    assertThat(text(full, "a")).isEqualTo("x");
    assertThat(log.messages(Level.WARN)).isEmpty();
  }

  @Test
  public void aFileGetsASecondNameThatIsFree() throws IOException {
    fixture.write(store, "a", "one");
    fixture.write(store, "taken", "two");
    assertThat(store.linkOrRename("a", "b")).isTrue();
    assertThat(text(store, "a")).isEqualTo("one");
    assertThat(text(store, "b")).isEqualTo("one");
    assertThatThrownBy(() -> store.linkOrRename("a", "taken"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> store.linkOrRename("none", "c"))
        .isInstanceOf(FileNotFoundException.class);
    store.makeDirectory("d", 0755);
    assertThatThrownBy(() -> store.linkOrRename("d", "e")).hasMessageContaining("is a directory");
  }

  @Test
  public void whereThereAreNoLinksItIsRenamed() throws IOException {
    LocalObjectStore linkless =
        fixture.store(
            fixture.options(false),
            FileChannel::open,
            (link, existing) -> {
              throw new UnsupportedOperationException("no links");
            });
    fixture.write(linkless, "a", "one");
    assertThat(linkless.linkOrRename("a", "b")).isFalse();
    assertThat(keys(linkless, "", false)).containsExactly("b");
    assertThat(log.messages(Level.WARN)).hasSize(1);
  }
}
