package io.s3dl.store.local;

import static io.s3dl.store.local.LocalStoreFixture.keys;
import static io.s3dl.store.local.LocalStoreFixture.temporaryOfAnother;
import static io.s3dl.store.local.LocalStoreFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.Assume.assumeTrue;

import io.s3dl.store.Leftover;
import io.s3dl.store.Leftover.Kind;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What stands in a directory and is no object: whose it is, and what becomes of it. */
public class LeftoversTest {

  @Rule public final LocalStoreFixture fixture = new LocalStoreFixture();
  private LocalObjectStore store;

  @Before
  public void openStore() throws IOException {
    store = fixture.buffered();
  }

  @Test
  public void aFileThatNobodyHasLockedIsRemoved() throws IOException {
    String name = temporaryOfAnother();
    Files.createFile(fixture.path(name));
    assertThat(kinds()).containsExactly(Kind.ABANDONED);
    assertThat(fixture.path(name)).exists();
    assertThat(store.settle(name)).map(Leftover::kind).contains(Kind.ABANDONED);
    assertThat(fixture.path(name)).doesNotExist();
    assertThat(store.settle(name)).isEmpty();
  }

  @Test
  public void whatIsWrittenInThisProcessIsNeverTouched() throws IOException {
    Upload upload = store.startUpload("a", WriteOptions.replacing());
    LocalObjectStore other = fixture.buffered();
    Leftover found = other.leftovers("").get(0);
    assertThat(other.settle(found.key())).map(Leftover::kind).contains(Kind.BEING_WRITTEN);
    upload.complete(WrittenBytes.UNKNOWN);
    assertThat(keys(store, "", false)).containsExactly("a");
  }

  @Test
  public void aWriterWhoseFileIsTakenForLeftOverBeforeItIsLockedTakesAnother() throws IOException {
    LocalObjectStore unlucky =
        fixture.store(
            fixture.options(false),
            new FileOpener() {
              private boolean done;

              @Override
              public FileChannel open(
                  Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                  throws IOException {
                FileChannel file = FileChannel.open(path, options, attributes);
                if (!done && path.getFileName().toString().startsWith(".s3dl-tmp-")) {
                  done = true;
                  Files.delete(path);
                }
                return file;
              }
            },
            Files::createLink);
    fixture.write(unlucky, "a", "x");
    assertThat(text(store, "a")).isEqualTo("x");
  }

  @Test
  public void whatWaitsToBeRenamedIsClaimedUntilItIs() throws IOException {
    for (boolean rename : new boolean[] {true, false}) {
      String waiting = ".s3dl-raw-" + UUID.randomUUID();
      fixture.write(store, waiting, "x");
      try (ObjectReader reader = store.open(waiting, Optional.empty())) {
        reader.readFully(0, ByteBuffer.allocate(1));
      }
      assertThat(kinds()).containsExactly(Kind.BEING_WRITTEN, Kind.BEING_WRITTEN);
      assertThat(fixture.buffered().settle(waiting))
          .map(Leftover::kind)
          .contains(Kind.BEING_WRITTEN);
      if (rename) {
        store.rename(waiting, "a", true);
      } else {
        store.delete(List.of(waiting));
      }
      assertThat(kinds()).isEmpty();
    }
    assertThat(text(store, "a")).isEqualTo("x");
  }

  @Test
  public void whatWaitedForADeadWriterIsRemoved() throws IOException {
    String waiting = ".s3dl-append-" + UUID.randomUUID();
    Files.createFile(fixture.path(waiting));
    String claim = TemporaryNames.claimOn(waiting);
    int at = claim.indexOf(ProcessIdentity.DIGITS);
    claim = claim.substring(0, at) + "00000000" + claim.substring(at + 8);
    Files.createFile(fixture.path(claim));
    assertThat(kinds()).containsExactly(Kind.ABANDONED, Kind.ABANDONED);
    for (Leftover each : store.leftovers("")) {
      store.settle(each.key());
    }
    assertThat(fixture.root()).isEmptyDirectory();
  }

  @Test
  public void aClosedStoreClaimsNothing() throws IOException {
    LocalObjectStore other = fixture.buffered();
    String waiting = ".s3dl-raw-" + UUID.randomUUID();
    fixture.write(other, waiting, "x");
    other.close();
    assertThat(kinds()).containsExactly(Kind.ABANDONED);
    store.settle(waiting);
  }

  @Test
  public void aFileThatWasToBeDeletedIs() throws IOException {
    fixture.write(store, "a", "x");
    withdraw("a", store.head("a").etag().orElseThrow());
    assertThat(keys(store, "", true)).isEmpty();
    assertThat(settled()).containsExactly(Kind.DELETED);
    assertThat(fixture.root()).isEmptyDirectory();
  }

  @Test
  public void anotherOneIsGivenBack() throws IOException {
    fixture.write(store, "a-b", "x");
    withdraw("a-b", "another's");
    assertThat(store.leftovers("").get(0).original()).contains("a-b");
    assertThat(settled()).containsExactly(Kind.DISPLACED);
    assertThat(text(store, "a-b")).isEqualTo("x");
    assertThat(kinds()).isEmpty();
  }

  @Test
  public void ifItHasASuccessorThatStays() throws IOException {
    fixture.write(store, "a", "old");
    withdraw("a", "another's");
    fixture.write(store, "a", "new");
    assertThat(settled()).containsExactly(Kind.SUPERSEDED);
    assertThat(text(store, "a")).isEqualTo("new");
    assertThat(kinds()).isEmpty();
  }

  @Test
  public void ifADirectoryHasItsNameItStays() throws IOException {
    fixture.write(store, "a", "x");
    Path withdrawn = withdraw("a", "another's");
    store.makeDirectory("a", 0755);
    assertThat(settled()).containsExactly(Kind.NAMELESS);
    assertThat(withdrawn).hasContent("x");
  }

  @Test
  public void aWriterWhoseFileWasTakenAwayBeforeItIsLockedAnewSaysSo() throws IOException {
    Path file = fixture.path("file");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      WriterLock lock = new WriterLock(channel, file);
      assertThat(lock.take()).isTrue();
      lock.takeAgain();
      Files.delete(file);
      assertThatThrownBy(lock::takeAgain)
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  public void aFileThatIsBeingGivenBackIsNotLost() throws IOException {
    fixture.write(store, "a", "x");
    Path withdrawn = withdraw("a", "another's");
    Files.createLink(fixture.path("a"), withdrawn);
    assertThat(settled()).containsExactly(Kind.SUPERSEDED);
    assertThat(text(store, "a")).isEqualTo("x");
  }

  @Test
  public void aFileWhoseNameWasTooLongToBeNotedStays() throws IOException {
    String name = "n".repeat(255);
    fixture.write(store, name, "x");
    Path withdrawn = withdraw(name, "another's");
    assertThat(settled()).containsExactly(Kind.NAMELESS);
    assertThat(withdrawn).hasContent("x");
    store.deleteIfMatch(name, "none");
    Files.move(withdrawn, fixture.path(name));
    store.deleteIfMatch(name, store.head(name).etag().orElseThrow());
    assertThat(fixture.root()).isEmptyDirectory();
  }

  @Test
  public void whatWasDeletedDoesNotKeepADirectoryWhatWasNotDoes() throws IOException {
    store.makeDirectory("d", 0755);
    fixture.write(store, "d/a", "x");
    Path withdrawn = withdraw("d/a", "another's");
    assertThat(catchThrowable(() -> store.removeDirectory("d", false)))
        .hasMessageContaining(withdrawn.toString());
    store.settle("d/" + withdrawn.getFileName());
    withdraw("d/a", store.head("d/a").etag().orElseThrow());
    store.removeDirectory("d", false);
    assertThat(fixture.path("d")).doesNotExist();
  }

  @Test
  public void othersNamesAreTold() throws IOException {
    Files.createFile(fixture.path(".s3dl-mine"));
    Path directory = Files.createDirectory(fixture.path(temporaryOfAnother()));
    assertThat(settled()).containsExactly(Kind.FOREIGN, Kind.FOREIGN);
    assertThat(kinds()).hasSize(2);
    Files.delete(directory);
  }

  @Test
  public void namesWithoutCharactersAreTold() throws Exception {
    assumeTrue(LocalStoreFixture.namesAreUtf8());
    Process shell =
        new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'caf\\351')\"")
            .directory(fixture.root().toFile())
            .start();
    assumeTrue(shell.waitFor() == 0);
    try {
      assertThat(store.leftovers(""))
          .containsExactly(new Leftover("caf%E9", Kind.UNDECODABLE, Optional.empty()));
    } finally { // only a path that a listing gave has the name's bytes
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(fixture.root())) {
        for (Path entry : entries) {
          Files.delete(entry);
        }
      }
    }
    assertThat(fixture.root()).isEmptyDirectory();
  }

  private List<Kind> kinds() throws IOException {
    return store.leftovers("").stream().map(Leftover::kind).toList();
  }

  private List<Kind> settled() throws IOException {
    return store.leftovers("").stream().map(each -> settle(each.key())).toList();
  }

  private Kind settle(String key) {
    try {
      return store.settle(key).orElseThrow().kind();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Takes a file out of its name as a deleter does that is then killed. */
  private Path withdraw(String key, String etag) throws IOException {
    Path path = fixture.path(key);
    Path withdrawn = path.resolveSibling(WithdrawnName.of(path.getFileName().toString(), etag));
    return Files.move(path, withdrawn);
  }
}
