package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.store.FailingCalls;
import io.s3dl.store.FlatStore;
import io.s3dl.store.MemoryFlatStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FsStatus;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Directories, renames and deletions over keys alone: what they do, and with which requests. */
public class FlatTreeTest {

  private static final String SUFFIX = PathMapper.SUFFIX;
  private static final byte[] A = Contents.text(9_000, 1);
  private static final byte[] B = Contents.text(8_000, 2);

  @Rule public final FileSystemFixture files = new FileSystemFixture(new Variant("s3dl", true));

  private MemoryFlatStore store;

  @Before
  public void store() {
    store = files.memory();
  }

  private void put(String... keys) {
    for (String key : keys) {
      store.objects().put(key, key.endsWith("/") ? new byte[0] : A, OptionalInt.empty());
    }
  }

  private void assertKeys(String... keys) {
    assertThat(store.objects().keys()).containsExactlyInAnyOrder(keys);
  }

  @FunctionalInterface
  private interface Operation {
    void run() throws IOException;
  }

  private List<String> requestsOf(Operation operation) throws IOException {
    store.clearRequests();
    operation.run();
    return store.requests();
  }

  // Directories

  @Test
  public void aDirectoryShowsWhatTheMaskLeavesNow() throws IOException {
    files.fs().mkdirs(path("/d"));
    assertThat(files.fs().getFileStatus(path("/d")).getPermission().toShort())
        .isEqualTo((short) 0755);
    files.fs().getConf().set("fs.permissions.umask-mode", "062");
    assertThat(files.fs().getFileStatus(path("/d")).getPermission().toShort())
        .isEqualTo((short) 0715);
  }

  @Test
  public void theRoomThatFewObjectsUseIsCounted() throws IOException {
    put("a", "d/b");
    store.clearRequests();
    FsStatus space = files.fs().getStatus(path("/a"));
    assertThat(store.requests()).hasSize(1);
    assertThat(space.getUsed()).isEqualTo(2L * A.length);
    assertThat(space.getCapacity()).isEqualTo(Long.MAX_VALUE);
    assertThat(space.getRemaining()).isEqualTo(Long.MAX_VALUE - 2L * A.length);
  }

  @Test
  public void theRoomThatManyObjectsUseIsNotCounted() throws IOException {
    put(IntStream.range(0, 1000).mapToObj(i -> "d/" + i).toArray(String[]::new));
    store.clearRequests();
    assertThat(files.fs().getStatus(path("/")).getUsed()).isZero();
    assertThat(store.requests()).hasSize(1);
  }

  @Test
  public void nothingIsChangedWhileTheFileSystemIsReadOnly() throws IOException {
    put("a");
    files.fs().setReadOnly(true);
    assertThatThrownBy(() -> files.fs().delete(path("/a"), false))
        .isInstanceOf(PathIOException.class)
        .hasMessageContaining("safe mode");
    assertThatThrownBy(() -> files.fs().mkdirs(path("/d"))).isInstanceOf(PathIOException.class);
    assertThat(files.fs().isFileClosed(path("/a"))).isTrue();
    assertKeys("a");
    files.fs().setReadOnly(false);
    assertThat(files.fs().delete(path("/a"), false)).isTrue();
  }

  @Test
  public void aNewDirectoryIsOneMarker() throws IOException {
    put("a/x");
    assertThat(requestsOf(() -> files.fs().mkdirs(path("/a/b/c"))))
        .containsExactly("LIST a/b/c", "LIST a/b", "LIST a", "PUT a/b/c/");
    assertThat(requestsOf(() -> files.fs().mkdirs(path("/a/b/c")))).containsExactly("LIST a/b/c");
    assertThat(requestsOf(() -> files.fs().mkdirs(path("/a/b")))).containsExactly("LIST a/b");
    assertThat(requestsOf(() -> files.fs().mkdirs(path("/")))).isEmpty();
    assertKeys("a/x", "a/b/c/");
  }

  @Test
  public void noDirectoryIsMadeOfOrBelowAFile() throws IOException {
    files.write("/a/f", A);
    put("a/plain");
    for (String file : List.of("/a/f", "/a/plain")) {
      assertThatThrownBy(() -> files.fs().mkdirs(path(file)))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThatThrownBy(() -> files.fs().mkdirs(path(file + "/b/c")))
          .isInstanceOf(ParentNotDirectoryException.class);
    }
  }

  @Test
  public void aDirectoryOutlivesItsLastEntry() throws IOException {
    put("d/x", "e/x", "e/y");
    assertThat(requestsOf(() -> files.fs().delete(path("/d/x"), false)))
        .containsSubsequence("DELETE d/x", "LIST d/", "PUT d/")
        .containsExactlyInAnyOrder(
            "HEAD d/x" + SUFFIX, "HEAD d/x", "DELETE d/x", "LIST d/", "PUT d/");
    files.fs().delete(path("/e/x"), false);
    assertKeys("d/", "e/y");
  }

  @Test
  public void withThePerformanceFlagItGoesWithIt() throws IOException {
    put("d/x");
    ObjectFileSystem quick = files.open("fs.s3dl.create.performance", "true");
    assertThat(requestsOf(() -> quick.delete(path("/d/x"), false)))
        .containsExactlyInAnyOrder("HEAD d/x" + SUFFIX, "HEAD d/x", "DELETE d/x")
        .endsWith("DELETE d/x");
    assertKeys();
  }

  @Test
  public void aDirectoryIsSummedUpWithTwoRequestsAndAFileWithOne() throws IOException {
    files.write("/d/x", A);
    files.write("/d/e/y", A);
    assertThat(requestsOf(() -> files.fs().getContentSummary(path("/d"))))
        .containsExactly("TAIL d" + SUFFIX, "LIST d/");
    assertThat(requestsOf(() -> files.fs().getContentSummary(path("/d/x"))))
        .containsExactly("TAIL d/x" + SUFFIX);
    files.fs().mkdirs(path("/empty"));
    assertThat(files.fs().getContentSummary(path("/empty")).getDirectoryCount()).isEqualTo(1);
    put("plain");
    assertThat(files.fs().getContentSummary(path("/plain")).getFileCount()).isEqualTo(1);
    assertThatThrownBy(() -> files.fs().getContentSummary(path("/none")))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void aMarkerStaysWhereFilesAreMade() throws IOException {
    files.fs().mkdirs(path("/d"));
    files.write("/d/a", A);
    assertKeys("d/", "d/a" + SUFFIX);
  }

  // Deletion

  @Test
  public void aFileIsDeletedWithWhatItHides() throws IOException {
    putCompressed("d/a", A);
    put("d/a", "d/b");
    List<String> requests = requestsOf(() -> files.fs().delete(path("/d/a"), false));
    assertThat(requests.subList(0, 2)) // at once
        .containsExactlyInAnyOrder("HEAD d/a" + SUFFIX, "HEAD d/a");
    assertThat(requests.subList(2, requests.size()))
        .containsExactly("DELETE d/a", "DELETE d/a" + SUFFIX, "LIST d/");
    assertKeys("d/b");
  }

  @Test
  public void aPhysicalNameHasNoOtherFormOfItsOwn() throws IOException {
    putCompressed("d/a", A);
    put("d/a", "d/a" + SUFFIX + SUFFIX, "d/b");
    List<String> requests = requestsOf(() -> files.fs().delete(path("/d/a" + SUFFIX), false));
    assertThat(requests)
        .containsExactly(
            "HEAD d/a" + SUFFIX, "HEAD d/a", "DELETE d/a", "DELETE d/a" + SUFFIX, "LIST d/");
    assertKeys("d/a" + SUFFIX + SUFFIX, "d/b");
  }

  @Test
  public void onlyWhatExistsIsDeleted() throws IOException {
    put("d/x");
    assertThat(files.fs().delete(path("/d/none"), true)).isFalse();
    put("e/y");
    List<String> requests = requestsOf(() -> files.fs().delete(path("/e"), true));
    assertThat(requests)
        .containsExactlyInAnyOrder("HEAD e" + SUFFIX, "HEAD e", "LIST e", "LIST e/", "DELETE e/y")
        .endsWith("LIST e", "LIST e/", "DELETE e/y");
    assertKeys("d/x");
  }

  @Test
  public void anEmptyDirectoryIsDeleted() throws IOException {
    put("d/e/", "d/f/x");
    assertThatThrownBy(() -> files.fs().delete(path("/d/f"), false))
        .isInstanceOf(PathIsNotEmptyDirectoryException.class);
    assertThat(files.fs().delete(path("/d/e"), false)).isTrue();
    assertKeys("d/f/x");
  }

  @Test
  public void theRootStays() throws IOException {
    put("d/x");
    assertThat(files.fs().delete(path("/"), true)).isFalse();
    assertThatThrownBy(() -> files.fs().delete(path("/"), false))
        .isInstanceOf(PathIsNotEmptyDirectoryException.class);
    assertKeys("d/x");
  }

  @Test
  public void aTreeIsDeletedInPages() throws IOException {
    put("d/");
    for (int i = 0; i < 2500; i++) {
      put(String.format("d/sub/%04d", i));
    }
    put("d/sub/0000" + SUFFIX, "d/.s3dl-raw-left", "e");
    List<String> requests = requestsOf(() -> files.fs().delete(path("/d"), true));
    assertKeys("e");
    assertThat(requests.stream().filter(r -> r.startsWith("LIST d/"))).hasSize(4);
    assertThat(requests.stream().filter(r -> r.startsWith("DELETE"))).hasSize(5);
    assertThat(requests.get(requests.size() - 1)).isEqualTo("DELETE d/");
    List<String> deletes = requests.stream().filter(r -> r.startsWith("DELETE")).toList();
    int losing = deletes.indexOf("DELETE d/sub/0000");
    String winning = "d/sub/0000" + SUFFIX;
    assertThat(losing).isNotNegative();
    assertThat(deletes.subList(losing + 1, deletes.size())).anyMatch(r -> r.contains(winning));
  }

  @Test
  public void whatCannotBeDeletedIsNamedAndTheRestGoes() throws IOException {
    put("d/a", "d/b", "d/b" + SUFFIX, "d/c", "d/sub/x");
    try (ObjectFileSystem failing = open(files, "d/b", "d/c")) {
      assertThatThrownBy(() -> failing.delete(path("/d"), true))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(
              "s3dl://bucket/d: 2 objects are left, s3dl://bucket/d/b, s3dl://bucket/d/c")
          .hasMessageContaining("denied");
    }
    assertKeys("d/b", "d/b" + SUFFIX, "d/c");
  }

  @Test
  public void anInterruptEndsIt() throws IOException {
    put("d/sub/a", "d/sub/b");
    for (Operation operation :
        List.<Operation>of(
            () -> files.fs().delete(path("/d"), true),
            () -> files.fs().rename(path("/d"), path("/e")))) {
      Thread.currentThread().interrupt();
      try {
        assertThatThrownBy(operation::run).isInstanceOf(InterruptedIOException.class);
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
    }
    assertThat(store.objects().keys()).contains("d/sub/a", "d/sub/b");
  }

  // Renames of files

  @Test
  public void aFileIsCopiedAndThenDeleted() throws IOException {
    putCompressed("d/a", A);
    assertThat(requestsOf(() -> assertThat(files.fs().rename(path("/d/a"), path("/d/b"))).isTrue()))
        .containsExactly(
            "HEAD d/a" + SUFFIX,
            "HEAD d/b" + SUFFIX,
            "LIST d/b",
            "HEAD d/a",
            "COPY d/a" + SUFFIX + " d/b" + SUFFIX,
            "DELETE d/a" + SUFFIX);
    assertKeys("d/b" + SUFFIX);
    assertThat(files.read("/d/b")).isEqualTo(A);
    put("e/f/");
    assertThat(requestsOf(() -> assertThat(files.fs().rename(path("/d/b"), path("/e/b"))).isTrue()))
        .containsExactly(
            "HEAD d/b" + SUFFIX,
            "HEAD e/b" + SUFFIX,
            "LIST e/b",
            "LIST e/",
            "HEAD d/b",
            "COPY d/b" + SUFFIX + " e/b" + SUFFIX,
            "DELETE d/b" + SUFFIX,
            "LIST d/",
            "PUT d/");
  }

  @Test
  public void aRenameNeedsAParentAndKeepsTheForm() throws IOException {
    putCompressed("d/a", A);
    assertThat(files.fs().rename(path("/d/a"), path("/none/a"))).isFalse();
    assertThat(files.fs().rename(path("/d/a"), path("/d/a.gz"))).isTrue();
    assertKeys("d/a.gz" + SUFFIX);
    assertThat(files.read("/d/a.gz")).isEqualTo(A);
  }

  @Test
  public void aFileReplacesAnotherInEitherForm() throws IOException {
    for (String from : List.of("", SUFFIX)) {
      for (List<String> to : List.of(List.of(""), List.of(SUFFIX), List.of("", SUFFIX))) {
        byte[] stored = compressed(A);
        store.objects().put("d/a" + from, from.isEmpty() ? A : stored, OptionalInt.empty());
        for (String form : to) {
          store
              .objects()
              .put("d/b" + form, form.isEmpty() ? B : compressed(B), OptionalInt.empty());
        }
        files.fs().renameExactly(path("/d/a"), path("/d/b"), true);
        assertThat(files.read("/d/b")).isEqualTo(A);
        assertKeys("d/b" + from);
        files.fs().delete(path("/d"), true);
      }
    }
  }

  private void putCompressed(String key, byte[] content) throws IOException {
    store.objects().put(key + SUFFIX, compressed(content), OptionalInt.empty());
  }

  private byte[] compressed(byte[] content) throws IOException {
    files.write("/tmp", content);
    byte[] stored = store.objects().bytes("tmp" + SUFFIX);
    files.fs().delete(path("/tmp"), false);
    return stored;
  }

  @Test
  public void ofTwoRenamesToOneNameOneSucceeds() throws Exception {
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 4; i++) {
        files.write("/d/from-" + i, Contents.text(1000, i));
      }
      List<Boolean> done =
          FileSystemFixture.inThreads(
              4, number -> files.fs().rename(path("/d/from-" + number), path("/d/to")));
      assertThat(done).containsOnlyOnce(true);
      assertThat(files.read("/d/to")).isEqualTo(Contents.text(1000, done.indexOf(true)));
      assertThat(files.names("/d")).hasSize(4);
      files.fs().delete(path("/d"), true);
    }
  }

  // Renames of directories

  @Test
  public void aDirectoryIsMovedWithAllBelowIt() throws IOException {
    put("d/", "d/a", "d/sub/", "d/sub/b", "d/b", "d/b" + SUFFIX, "d/.s3dl-raw-x");
    store.setMode("d/a", 0640);
    List<String> requests = requestsOf(() -> files.fs().rename(path("/d"), path("/e")));
    assertKeys("e/", "e/a", "e/sub/", "e/sub/b", "e/b" + SUFFIX, "e/.s3dl-raw-x");
    assertThat(store.head("e/a").attributes().orElseThrow().mode()).isEqualTo(0640);
    assertThat(requests).startsWith("HEAD d" + SUFFIX, "LIST d", "HEAD e" + SUFFIX, "LIST e");
    assertThat(requests.subList(4, 7)).containsExactly("LIST d/", "LIST d/", "COPY d/ e/");
    assertThat(requests.subList(7, 12)).allMatch(r -> r.startsWith("COPY"));
    assertThat(requests.get(12)).isEqualTo("DELETE d/b");
    assertThat(new TreeSet<>(List.of(requests.get(13).substring(7).split(","))))
        .containsExactly("d/.s3dl-raw-x", "d/a", "d/b" + SUFFIX, "d/sub/", "d/sub/b");
    assertThat(requests.subList(14, requests.size())).containsExactly("DELETE d/");
    store.delete(List.of("e/.s3dl-raw-x"));
  }

  @Test
  public void aDirectoryIsMovedOnToAnEmptyOneOnly() throws IOException {
    put("d/a", "e/", "f/x");
    files.fs().renameExactly(path("/d"), path("/e"), true);
    assertKeys("e/", "e/a", "f/x");
    assertThatThrownBy(() -> files.fs().renameExactly(path("/e"), path("/f"), true))
        .isInstanceOf(PathIsNotEmptyDirectoryException.class);
    assertThatThrownBy(() -> files.fs().renameExactly(path("/e"), path("/e/sub"), true))
        .isInstanceOf(IOException.class);
    assertThat(files.fs().rename(path("/e"), path("/f"))).isTrue();
    assertKeys("f/e/", "f/e/a", "f/x");
  }

  @Test
  public void aLargeDirectoryIsMovedInPages() throws IOException {
    for (int i = 0; i < 2100; i++) {
      put("d/" + i);
    }
    List<String> requests = requestsOf(() -> files.fs().rename(path("/d"), path("/e")));
    assertThat(store.objects().keys()).hasSize(2100).allMatch(key -> key.startsWith("e/"));
    assertThat(requests.stream().filter(r -> r.startsWith("DELETE"))).hasSize(3);
  }

  @Test
  public void whatIsNotCopiedIsNotDeleted() throws IOException {
    for (int calls = 0; calls < 40; calls++) {
      Map<String, byte[]> before = new HashMap<>();
      for (String name : List.of("a", "b", "c/x", "c/y")) {
        files.write("/d/" + name, Contents.text(2000, name.hashCode()));
        before.put(name, Contents.text(2000, name.hashCode()));
      }
      FailingCalls failing = new FailingCalls();
      boolean failed = false;
      try (ObjectFileSystem ending = open(failing.around((FlatStore) store))) {
        failing.endAfter(calls);
        ending.rename(path("/d"), path("/e"));
      } catch (IOException e) {
        failed = true;
      }
      failing.heal();
      for (Map.Entry<String, byte[]> each : before.entrySet()) {
        List<byte[]> found = new ArrayList<>();
        for (String directory : List.of("/d/", "/e/")) {
          if (files.fs().exists(path(directory + each.getKey()))) {
            found.add(files.read(directory + each.getKey()));
          }
        }
        assertThat(found).as("%s after %d", each.getKey(), calls).isNotEmpty();
        assertThat(found).allMatch(content -> Arrays.equals(content, each.getValue()));
      }
      if (!failed) {
        assertThat(files.fs().exists(path("/d"))).isFalse();
        assertThat(calls).isGreaterThan(10);
        return;
      }
      files.fs().delete(path("/d"), true);
      files.fs().delete(path("/e"), true);
    }
    throw new AssertionError("It never came to its end");
  }

  // Stores that fail

  /** A file system that cannot delete some keys. */
  static ObjectFileSystem open(FileSystemFixture files, String... refused) throws IOException {
    return open(files, refusing(files.memory(), refused));
  }

  private ObjectFileSystem open(FlatStore over) throws IOException {
    return open(files, over);
  }

  private static ObjectFileSystem open(FileSystemFixture files, FlatStore over) throws IOException {
    ObjectFileSystem fs = new FileSystemFixture.InMemory(over);
    fs.initialize(URI.create("s3dl://bucket/"), files.conf());
    return fs;
  }

  /** The store, which does not delete some keys. */
  private static FlatStore refusing(FlatStore store, String... refused) {
    return (FlatStore)
        Proxy.newProxyInstance(
            FlatStore.class.getClassLoader(),
            new Class<?>[] {FlatStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("delete")) {
                List<String> keys = new ArrayList<>();
                ((List<?>) arguments[0]).forEach(key -> keys.add((String) key));
                Map<String, IOException> failures = new TreeMap<>();
                for (String key : refused) {
                  if (keys.remove(key)) {
                    failures.put(key, new AccessDeniedException(key, null, "denied"));
                  }
                }
                store.delete(keys);
                return failures;
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
