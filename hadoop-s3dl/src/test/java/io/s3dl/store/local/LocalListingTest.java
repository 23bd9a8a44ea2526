package io.s3dl.store.local;

import static io.s3dl.store.local.LocalStoreFixture.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.Assume.assumeTrue;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.WriteOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.log4j.Level;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

public class LocalListingTest {

  @Rule public final LocalStoreFixture fixture = new LocalStoreFixture();
  @Rule public final CapturedLog log = new CapturedLog(LocalListing.class);
  private LocalObjectStore store;

  @Before
  public void openStore() throws IOException {
    store = fixture.buffered();
  }

  @Test
  public void aDirectoryIsListedInTheOrderOfUtf8Bytes() throws IOException {
    assumeTrue("names may be of any script", LocalStoreFixture.namesAreUtf8());
    // U+FF5E sorts before U+1F600 in UTF-8, after it in UTF-16.
    for (String name : List.of("b", "a", "B", "a.txt", "\uFF5E", "\uD83D\uDE00", "\u00E9")) {
      file(name);
    }
    Files.createDirectory(fixture.path("a-dir"));
    file("a-dir/inside");
    assertThat(keys(store, "", false))
        .containsExactly("B", "a", "a-dir", "a.txt", "b", "\u00E9", "\uFF5E", "\uD83D\uDE00");
    assertThat(keys(store, "a-dir/", false)).containsExactly("a-dir/inside");
  }

  @Test
  public void aRecursiveListingGivesFilesInTheOrderOfKeys() throws IOException {
    for (String key : List.of("a/x", "a.txt", "a-/y", "a-b", "a0", "a/b/c", "a/b.c", "a--/z")) {
      file(key);
    }
    Files.createDirectories(fixture.path("empty/nested"));
    assertThat(keys(store, "", true))
        .containsExactly("a--/z", "a-/y", "a-b", "a.txt", "a/b.c", "a/b/c", "a/x", "a0");
    assertThat(keys(store, "a/", true)).containsExactly("a/b.c", "a/b/c", "a/x");
  }

  @Test
  public void theOrderOfRandomTreesIsThatOfTheirKeys() throws IOException {
    Random random = new Random(11);
    String letters = "!-./a0";
    TreeSet<String> made =
        new TreeSet<>(
            (a, b) ->
                Arrays.compareUnsigned(
                    a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    for (int i = 0; i < 300; i++) {
      StringBuilder key = new StringBuilder("k");
      for (int j = random.nextInt(8); j > 0; j--) {
        char letter = letters.charAt(random.nextInt(letters.length()));
        boolean atBound = key.charAt(key.length() - 1) == '/';
        boolean refused = atBound && (letter == '/' || letter == '.');
        key.append(refused ? 'z' : letter);
      }
      key.append('e');
      if (made.add(key.toString())) {
        file(key.toString());
      }
    }
    assertThat(made).hasSizeGreaterThan(100);
    assertThat(keys(store, "", true)).containsExactlyElementsOf(made);
  }

  @Test
  public void temporaryFilesAreLeftOut() throws IOException {
    var upload = store.startUpload("a", WriteOptions.replacing());
    file("b");
    assertThat(keys(store, "", false)).containsExactly("b");
    assertThat(keys(store, "", true)).containsExactly("b");
    upload.abort();
  }

  @Test
  public void linksAreListedForWhatTheyAre() throws IOException {
    file("dir/file");
    Files.createSymbolicLink(fixture.path("to-dir"), fixture.path("dir"));
    Files.createSymbolicLink(fixture.path("to-file"), Path.of("dir/file"));
    Files.createSymbolicLink(fixture.path("nowhere"), Path.of("missing"));
    Files.createSymbolicLink(fixture.path("loop"), Path.of("loop"));
    Files.createSymbolicLink(fixture.path("dir/up"), Path.of(".."));
    Map<String, ObjectInfo> found = new HashMap<>();
    try (ObjectIterator listing = store.list("", false)) {
      while (listing.hasNext()) {
        ObjectInfo info = listing.next();
        found.put(info.key(), info);
      }
    }
    assertThat(found).containsOnlyKeys("dir", "to-dir", "to-file", "nowhere", "loop");
    assertThat(found.get("dir").symlink()).isFalse();
    assertThat(found.get("to-dir")).matches(info -> info.directory() && info.symlink());
    assertThat(found.get("to-file")).matches(info -> !info.directory() && info.symlink());
    assertThat(found.get("to-file").size()).isEqualTo(1);
    assertThat(found.get("nowhere")).matches(info -> !info.directory() && info.symlink());
    assertThat(keys(store, "", true)).containsExactly("dir/file", "loop", "nowhere", "to-file");
    assertThat(keys(store, "to-dir/", false)).containsExactly("to-dir/file", "to-dir/up");
  }

  @Test
  public void whatVanishesDuringAListingIsPassedOver() throws IOException {
    file("a");
    file("b");
    file("c/d");
    try (ObjectIterator flat = store.list("", false);
        ObjectIterator deep = store.list("", true)) {
      assertThat(flat.next().key()).isEqualTo("a");
      assertThat(deep.next().key()).isEqualTo("a");
      Files.delete(fixture.path("b"));
      Files.delete(fixture.path("c/d"));
      Files.delete(fixture.path("c"));
      assertThat(flat.hasNext()).isFalse();
      assertThat(deep.hasNext()).isFalse();
      assertThatThrownBy(flat::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  public void namesThatAreNotUtf8DoNotBreakAListing() throws Exception {
    file("a");
    shell("touch \"$(printf 'x\\377y')\"");
    try {
      assertThat(fixture.root().toFile().list()).hasSize(2);
      assertThat(keys(store, "", false)).containsExactly("a");
      assertThat(keys(store, "", true)).containsExactly("a");
      assertThat(log.messages(Level.WARN)).hasSize(2).allMatch(text -> text.contains("left out"));
    } finally {
      shell("rm x*y"); // what Java cannot name it cannot delete
    }
  }

  @Test
  public void onlyDirectoriesCanBeListed() throws IOException {
    file("file");
    assertThatThrownBy(() -> store.list("missing/", false))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining(fixture.path("missing").toString());
    assertThatThrownBy(() -> store.list("file/below/", true))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> store.list("file/", false)).isInstanceOf(NotDirectoryException.class);
    Files.createDirectory(fixture.path("empty"));
    assertThat(keys(store, "empty/", false)).isEmpty();
  }

  private void file(String key) throws IOException {
    Files.createDirectories(fixture.path(key).getParent());
    Files.write(fixture.path(key), new byte[1]);
  }

  private void shell(String command) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", command).directory(fixture.root().toFile()).start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
