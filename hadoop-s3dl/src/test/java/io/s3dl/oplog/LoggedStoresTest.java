package io.s3dl.oplog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Leaks;
import io.s3dl.io.ByteRange;
import io.s3dl.store.DirectoryStore;
import io.s3dl.store.FailingCalls;
import io.s3dl.store.FlatStore;
import io.s3dl.store.MemoryFlatStore;
import io.s3dl.store.MemoryObjectStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.ObjectStore;
import io.s3dl.store.PartSizes;
import io.s3dl.store.PendingUpload;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import io.s3dl.store.local.LocalObjectStore;
import io.s3dl.store.local.LocalOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LoggedStoresTest {

  private static final int PART = 64 << 10;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path file;

  @Before
  public void nameTheLog() {
    file = folder.getRoot().toPath().resolve("ops.tsv.zst");
  }

  @After
  public void noThreadIsLeft() {
    Leaks.assertNoThread("s3dl-");
  }

  private ObjectStore logged(ObjectStore store) {
    OplogOptions options = new OplogOptions(file, Overflow.LOSSLESS, 100, 1, "me");
    return LoggedStores.around(store, options, "mem://x/");
  }

  private LocalObjectStore local() throws IOException {
    Path root = folder.newFolder().toPath();
    return new LocalObjectStore(new LocalOptions(root, false, false, false, PART));
  }

  private static PartSizes parts() {
    return new PartSizes(PART, 0, PART, 100, 1);
  }

  private List<String> summary() throws IOException {
    return LogLines.summary(LogLines.of(file));
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocateDirect(count);
  }

  private static ObjectInfo put(ObjectStore store, String key, int size) throws IOException {
    return store.startUpload(key, WriteOptions.replacing()).put(bytes(size), WrittenBytes.UNKNOWN);
  }

  private static int count(ObjectIterator listing) throws IOException {
    int count = 0;
    try (listing) {
      while (listing.hasNext()) {
        listing.next();
        count++;
      }
    }
    return count;
  }

  /** What every store can do. */
  private static void work(ObjectStore store) throws IOException {
    ObjectInfo a = put(store, "a", 10);
    Upload upload = store.startUpload("b", WriteOptions.replacing());
    upload.part(1, 0, bytes(PART));
    upload.copyPart(2, PART, a, new ByteRange(0, 10));
    upload.complete(WrittenBytes.UNKNOWN);
    upload.abort();
    store.startUpload("c", WriteOptions.replacing()).abort();
    assertThat(store.head("b").size()).isEqualTo(PART + 10);
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      reader.readFully(2, bytes(5));
      reader.recordedCrc32c();
    }
    store.open("a", Optional.of(a)).close();
    assertThat(count(store.list("", false))).isEqualTo(2);
    store.deleteIfMatch("a", store.head("a").etag().orElseThrow());
    assertThat(store.delete(List.of("b", "none"))).isEmpty();
    store.delete(List.of("none"));
    assertThatThrownBy(() -> store.head("b")).isInstanceOf(FileNotFoundException.class);
  }

  private static final List<String> WORK =
      List.of(
          "START a 1 0",
          "PUT a 1 10",
          "START b 1 0",
          "PUT b 1 65536",
          "COPY a -> b 1 10",
          "COMPLETE b 1 0",
          "START c 1 0",
          "ABORT c 1 0",
          "STAT b 1 0",
          "STAT a 1 0",
          "GET a 1 5",
          "STAT a 1 0",
          "LIST  2 0",
          "STAT a 1 0",
          "DELETE a 1 0",
          "DELETE (batch) 2 0",
          "DELETE none 1 0",
          "STAT b 1 0 failed");

  @Test
  public void aStoreOfObjectsIsLogged() throws IOException {
    try (ObjectStore store = logged(new MemoryObjectStore(parts()))) {
      assertThat(store).isNotInstanceOf(DirectoryStore.class).isNotInstanceOf(FlatStore.class);
      work(store);
    }
    assertThat(summary()).isEqualTo(WORK);
  }

  @Test
  public void aFlatStoreIsLogged() throws IOException {
    try (FlatStore store = (FlatStore) logged(new MemoryFlatStore(parts()))) {
      work(store);
      ObjectInfo a = put(store, "a", 10);
      store.tail("a", 4);
      store.tail(a, 3, () -> {});
      store.whole("a", 20, () -> {});
      store.first("", 9);
      store.copy(a, "d/b", true);
      store.setMode("a", 0600);
      store.setOwner("a", "me", null);
      store.setTimes("a", 1, 1);
      store.setAttribute("a", "n", new byte[1]);
      store.attribute("a", "n");
      store.attributeNames("a");
      store.removeAttribute("a", "n");
      assertThat(store.pendingUploads("d/").hasNext()).isFalse();
      store.abort(new PendingUpload("e", "id", 0));
      assertThatThrownBy(() -> store.copy(a, "a", true)).isInstanceOf(IOException.class);
      assertThat(store.copiesExclusively(1) && store.writesExclusively()).isTrue();
      assertThat(store.deletePageSize() + store.maxKeyBytes()).isEqualTo(2024);
      assertThat(store.counts()).containsEntry(OperationLog.DROPPED, 0L);
    }
    List<String> lines = summary();
    assertThat(lines.subList(0, WORK.size())).isEqualTo(WORK);
    assertThat(lines.subList(WORK.size(), lines.size()))
        .containsExactly(
            "START a 1 0",
            "PUT a 1 10",
            "GET a 1 4",
            "GET a 1 3",
            "GET a 1 10",
            "LIST  1 0",
            "COPY a -> d/b 1 10",
            "SETATTR a 1 0",
            "SETATTR a 1 0",
            "SETATTR a 1 0",
            "SETATTR a 1 0",
            "GETATTR a 1 0",
            "GETATTR a 1 0",
            "SETATTR a 1 0",
            "LIST d/ 0 0",
            "ABORT e 1 0",
            "COPY a -> a 1 0 failed");
  }

  @Test
  public void aStoreWithDirectoriesIsLogged() throws IOException {
    try (DirectoryStore store = (DirectoryStore) logged(local())) {
      work(store);
      store.makeDirectory("d", 0700);
      put(store, "d/a", 1);
      store.rename("d/a", "d/b", false);
      store.linkOrRename("d/b", "d/c");
      store.recordedCrc32c("d/c");
      store.setMode("d/c", 0600);
      store.leftovers("d");
      store.settle("d/none");
      store.space("d");
      assertThatThrownBy(() -> store.removeDirectory("d", false)).isInstanceOf(IOException.class);
    }
    List<String> lines = summary();
    assertThat(lines.subList(0, WORK.size())).isEqualTo(WORK);
    assertThat(lines.subList(WORK.size(), lines.size()))
        .containsExactly(
            "MKDIR d 1 0",
            "START d/a 1 0",
            "PUT d/a 1 1",
            "RENAME d/a -> d/b 1 0",
            "LINK d/b -> d/c 1 0",
            "STAT d/c 1 0",
            "SETATTR d/c 1 0",
            "LIST d 0 0",
            "SETTLE d/none 1 0",
            "SPACE d 1 0",
            "RMDIR d 1 0 failed");
  }

  @Test
  public void theFirstByteIsLoggedWhereTheStoreTells() throws IOException {
    try (ObjectStore store = logged(local())) {
      put(store, "a", 10);
      try (ObjectReader reader = store.open("a", Optional.empty())) {
        reader.readFully(0, bytes(10));
      }
      count(store.list("", false));
    }
    for (Map<String, String> line : LogLines.of(file)) {
      boolean answers = List.of("GET", "LIST").contains(line.get("op"));
      assertThat(line.get("first_byte").isEmpty()).as("%s", line).isEqualTo(!answers);
    }
  }

  /** Each call fails in its turn; whatever fails has its line, with the reason. */
  @Test
  public void everyFailureIsLogged() throws IOException {
    FailingCalls calls = new FailingCalls();
    int number = 0;
    do {
      number++;
      file = folder.getRoot().toPath().resolve("ops" + number + ".tsv.zst");
      try (ObjectStore store = logged(calls.around(local()))) {
        calls.fail(number, FailingCalls.Moment.BEFORE);
        try {
          work(store);
        } catch (IOException e) {
          assertThat(e).hasMessageContaining("no answer to");
        } catch (AssertionError e) {
          assertThat(e).hasStackTraceContaining("no answer to");
        } finally {
          calls.heal();
        }
      }
      if (calls.failed() != null) {
        assertThat(LogLines.of(file))
            .as(calls.failed())
            .filteredOn(line -> line.get("error").contains("no answer to"))
            .hasSize(1);
      }
    } while (calls.failed() != null);
    assertThat(number).isGreaterThan(20);
  }

  @Test
  public void aLogThatCannotBeWrittenCostsNothingButTheLog() throws IOException {
    file = folder.newFile("f").toPath().resolve("ops.tsv.zst");
    try (ObjectStore store = logged(new MemoryObjectStore(parts()))) {
      assertThat(store).isInstanceOf(MemoryObjectStore.class);
    }
  }

  /** A method that a store gets later must not be forgotten, even if it has a default. */
  @Test
  public void everyMethodIsPassedOn() {
    passesOn(LoggedObjectStore.class, ObjectStore.class);
    passesOn(LoggedDirectoryStore.class, DirectoryStore.class);
    passesOn(LoggedFlatStore.class, FlatStore.class);
    passesOn(LoggedReader.class, ObjectReader.class);
    passesOn(LoggedUpload.class, Upload.class);
    passesOn(LoggedListing.class, ObjectIterator.class);
  }

  private static void passesOn(Class<?> decorator, Class<?> type) {
    for (Method declared : type.getMethods()) {
      if (Modifier.isStatic(declared.getModifiers())) {
        continue;
      }
      try {
        Method actual = decorator.getMethod(declared.getName(), declared.getParameterTypes());
        assertThat(actual.getDeclaringClass().isInterface())
            .as("%s leaves out %s", decorator.getSimpleName(), declared)
            .isFalse();
      } catch (NoSuchMethodException e) {
        throw new AssertionError(e);
      }
    }
  }
}
