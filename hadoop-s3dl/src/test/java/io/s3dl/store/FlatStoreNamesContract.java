package io.s3dl.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;

/** What {@link FlatStore} promises about names, copies, attributes and unfinished uploads. */
public abstract class FlatStoreNamesContract {

  protected FlatStore store;

  /** A store without objects. */
  protected abstract FlatStore openStore() throws IOException;

  /** Whether there may be an object under the name of a directory; every store but S3Proxy can. */
  protected boolean fileBesideDirectory() {
    return true;
  }

  /** Whether what was sent of a write that is given up can be discarded; Azure lets it expire. */
  protected boolean discardsUploads() {
    return true;
  }

  private void putAll(List<String> keys) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<ObjectInfo>> puts = new ArrayList<>();
      for (String key : keys) {
        puts.add(threads.submit(() -> put(key, new byte[0])));
      }
      for (Future<ObjectInfo> put : puts) {
        put.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Before
  public void open() throws IOException {
    store = openStore();
  }

  @After
  public void close() throws IOException {
    if (store != null) { // else there is no server
      store.close();
    }
  }

  protected ObjectInfo put(String key, byte[] bytes) throws IOException {
    return put(key, bytes, WriteOptions.replacing());
  }

  private ObjectInfo put(String key, byte[] bytes, WriteOptions options) throws IOException {
    return store
        .startUpload(key, options)
        .put(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), WrittenBytes.UNKNOWN);
  }

  private byte[] read(String key) throws IOException {
    try (ObjectReader reader = store.open(key, Optional.empty())) {
      ByteBuffer bytes = ByteBuffer.allocate((int) reader.length());
      reader.readFully(0, bytes);
      return bytes.array();
    }
  }

  /** What a listing tells, with the slash of directories. */
  private List<String> names(String prefix, boolean recursive) throws IOException {
    List<String> names = new ArrayList<>();
    try (ObjectIterator infos = store.list(prefix, recursive)) {
      while (infos.hasNext()) {
        names.add(nameOf(infos.next()));
      }
    }
    return names;
  }

  private static String nameOf(ObjectInfo info) {
    return info.directory() ? info.key() + "/" : info.key();
  }

  @Test
  public void listingsAreInTheOrderOfTheStore() throws IOException {
    Assume.assumeTrue(fileBesideDirectory());
    for (String key :
        List.of("d/a.b", "d/a/x", "d/a", "d/a-c", "d/e/", "d/z/1", "d/z/2", "d/", "e", "d.x")) {
      put(key, key.endsWith("/") ? new byte[0] : new byte[3]);
    }
    assertThat(names("d/", false)).containsExactly("d/a", "d/a-c", "d/a.b", "d/a/", "d/e/", "d/z/");
    assertThat(names("d/", true))
        .containsExactly("d/a", "d/a-c", "d/a.b", "d/a/x", "d/e/", "d/z/1", "d/z/2");
    assertThat(names("", false)).containsExactly("d.x", "d/", "e");
    assertThat(names("nothing/", false)).isEmpty();
    try (ObjectIterator infos = store.list("d/", false)) {
      ObjectInfo file = infos.next();
      assertThat(file.size()).isEqualTo(3);
      assertThat(file.etag()).isPresent().isEqualTo(store.head("d/a").etag());
    }
  }

  @Test
  public void listingsGoOnBeyondAPage() throws Exception {
    List<String> keys = IntStream.range(0, 2100).mapToObj(i -> String.format("p/%05d", i)).toList();
    List<String> all = new ArrayList<>(keys);
    all.add("p/00500x/below");
    putAll(all);
    List<String> expected = new ArrayList<>(keys);
    expected.add(501, "p/00500x/");
    assertThat(names("p/", false)).isEqualTo(expected);
    assertThat(names("p/", true)).hasSize(2101);
    all.add("p/none");
    assertThat(store.delete(all)).isEmpty();
    assertThat(names("", true)).isEmpty();
  }

  @Test
  public void theFirstOfManyNames() throws IOException {
    for (String key : List.of("P-1", "P-2", "P.x", "P/", "P/a", "Q")) {
      put(key, new byte[0]);
    }
    ObjectPage all = store.first("P", 100);
    assertThat(all.complete()).isTrue();
    assertThat(all.entries()).extracting(i -> nameOf(i)).containsExactly("P-1", "P-2", "P.x", "P/");
    ObjectPage some = store.first("P", 2);
    assertThat(some.complete()).isFalse();
    assertThat(some.entries()).hasSize(2);
    assertThat(store.first("P/", 10).entries())
        .extracting(i -> nameOf(i))
        .containsExactly("P/", "P/a");
    assertThat(store.first("nothing", 10)).isEqualTo(new ObjectPage(List.of(), true));
  }

  @Test
  public void theFirstOfManyNamesWithAFileBesideItsDirectory() throws IOException {
    Assume.assumeTrue(fileBesideDirectory());
    for (String key : List.of("P", "P-1", "P-2", "P.x", "P/", "P/a", "Q")) {
      put(key, new byte[0]);
    }
    ObjectPage all = store.first("P", 100);
    assertThat(all.complete()).isTrue();
    assertThat(all.entries())
        .extracting(i -> nameOf(i))
        .containsExactly("P", "P-1", "P-2", "P.x", "P/");
    ObjectPage some = store.first("P", 2);
    assertThat(some.complete()).isFalse();
    assertThat(some.entries()).hasSize(2);
    assertThat(store.first("P/", 10).entries())
        .extracting(i -> nameOf(i))
        .containsExactly("P/", "P/a");
    assertThat(store.first("nothing", 10)).isEqualTo(new ObjectPage(List.of(), true));
  }

  @Test
  public void namesAreKeptAsTheyAre() throws IOException {
    List<String> keys =
        Arrays.asList(
            "n/ a b",
            "n/%41",
            "n/+",
            "n/a&b=c?d#e",
            "n/ä",
            "n/日本",
            "n/😀",
            "n/~'()*!",
            "n/a;b,c@:");
    for (String key : keys) {
      put(key, key.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(names("n/", false)).containsExactlyInAnyOrderElementsOf(keys);
    for (String key : keys) {
      assertThat(read(key)).isEqualTo(key.getBytes(StandardCharsets.UTF_8));
      store.copy(store.head(key), "c" + key, false);
      assertThat(read("c" + key)).isEqualTo(key.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(store.delete(keys)).isEmpty();
    assertThat(names("n/", true)).isEmpty();
  }

  @Test
  public void deletingIsForWhatIsMeant() throws IOException {
    ObjectInfo first = put("a", new byte[1]);
    put("a", new byte[2]);
    store.deleteIfMatch("a", first.etag().orElseThrow());
    assertThat(store.head("a").size()).isEqualTo(2);
    store.deleteIfMatch("a", store.head("a").etag().orElseThrow());
    assertThatThrownBy(() -> store.head("a")).isInstanceOf(FileNotFoundException.class);
    store.deleteIfMatch("a", "gone");
    assertThat(store.delete(List.of("none"))).isEmpty();
    assertThat(store.delete(List.of())).isEmpty();
  }

  @Test
  public void copies() throws IOException {
    byte[] content = Contents.random(1000, 1);
    ObjectInfo from = put("a", content, WriteOptions.replacing().withMode(0600));
    ObjectInfo copy = store.copy(from, "d/b", false);
    assertThat(copy.key()).isEqualTo("d/b");
    assertThat(copy.size()).isEqualTo(1000);
    assertThat(copy.etag()).isEqualTo(store.head("d/b").etag());
    assertThat(read("d/b")).isEqualTo(content);
    assertThat(store.head("d/b").attributes().orElseThrow().mode()).isEqualTo(0600);
    assertThat(read("a")).isEqualTo(content);
  }

  @Test
  public void anExclusiveCopyDoesNotReplace() throws IOException {
    ObjectInfo from = put("a", new byte[1]);
    put("b", new byte[2]);
    assertThatThrownBy(() -> store.copy(from, "b", true))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(store.head("b").size()).isEqualTo(2);
    assertThat(store.copy(from, "c", true).size()).isEqualTo(1);
    assertThat(store.head("c").size()).isEqualTo(1);
  }

  @Test
  public void aChangedSourceIsNotCopied() throws IOException {
    ObjectInfo from = put("a", new byte[1]);
    put("a", new byte[2]);
    assertThatThrownBy(() -> store.copy(from, "b", false))
        .isInstanceOf(ObjectChangedException.class);
    assertThatThrownBy(() -> store.copy(from, "b", true))
        .isInstanceOf(ObjectChangedException.class);
    assertThatThrownBy(() -> store.head("b")).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void attributesAreKept() throws IOException {
    byte[] content = Contents.random(100, 1);
    put("a", content, WriteOptions.replacing().withMode(0640));
    assertThat(store.head("a").attributes().orElseThrow().mode()).isEqualTo(0640);
    store.setMode("a", 01777);
    store.setOwner("a", "jörg", null);
    store.setOwner("a", null, "a group");
    store.setTimes("a", 1_234_567_890_123L, -1);
    store.setTimes("a", -1, 1_111_111_111_000L);
    store.setAttribute("a", "user.Some-Name", new byte[] {0, (byte) 0xff});
    store.setAttribute("a", "user.none", new byte[0]);
    ObjectInfo found = store.head("a");
    FileAttributes attributes = found.attributes().orElseThrow();
    assertThat(attributes.mode()).isEqualTo(01777);
    assertThat(attributes.owner()).isEqualTo("jörg");
    assertThat(attributes.group()).isEqualTo("a group");
    assertThat(attributes.accessedMillis()).isEqualTo(1_111_111_111_000L);
    assertThat(found.modifiedMillis()).isEqualTo(1_234_567_890_123L);
    assertThat(store.attributeNames("a")).containsExactlyInAnyOrder("user.Some-Name", "user.none");
    assertThat(store.attribute("a", "user.Some-Name")).containsExactly(0, 0xff);
    assertThat(store.attribute("a", "user.none")).isEmpty();
    store.removeAttribute("a", "user.none");
    assertThatThrownBy(() -> store.attribute("a", "user.none"))
        .isInstanceOf(FileNotFoundException.class);
    assertThat(store.tail("a", 10).info().attributes()).contains(attributes);
    assertThat(read("a")).isEqualTo(content);
    put("a", content);
    assertThat(store.head("a").attributes()).isEmpty();
    assertThat(store.attributeNames("a")).isEmpty();
  }

  @Test
  public void attributesOfDirectories() throws IOException {
    put("marked/", new byte[0]);
    put("below/a", new byte[0]);
    store.setMode("marked", 0700);
    store.setMode("below", 0700);
    store.setTimes("below", 1, 1);
    assertThat(store.head("marked/").directory()).isTrue();
    assertThat(names("", true)).containsExactly("below/a", "marked/");
    assertThatThrownBy(() -> store.setMode("none", 0700)).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void unfinishedUploadsAreFoundAndDiscarded() throws IOException {
    Upload upload = store.startUpload("u/a", WriteOptions.replacing());
    int part = (int) store.partSizes().firstBytes();
    upload.part(1, 0, ByteBuffer.allocateDirect(part));
    FlatStore.Pending pending = store.pendingUploads("u/");
    assertThat(pending.hasNext()).isTrue();
    PendingUpload found = pending.next();
    assertThat(found.key()).isEqualTo("u/a");
    assertThat(pending.hasNext()).isFalse();
    assertThat(store.pendingUploads("v/").hasNext()).isFalse();
    if (discardsUploads()) {
      store.abort(found);
      store.abort(found);
      assertThat(store.pendingUploads("u/").hasNext()).isFalse();
    } else {
      assertThatThrownBy(() -> store.abort(found)).hasMessageContaining("a week after");
    }
    upload.abort();
  }
}
