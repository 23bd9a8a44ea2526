package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.s3dl.Contents;
import io.s3dl.store.Faults;
import io.s3dl.store.FlatStore;
import io.s3dl.store.MemoryFlatStore;
import io.s3dl.store.UnreadableObjectException;
import io.s3dl.store.local.CapturedLog;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FileStatus;
import org.apache.log4j.Level;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Stores of keys alone that refuse single requests, or change between two of them. */
public class FlatFaultsTest {

  private static final String SUFFIX = PathMapper.SUFFIX;
  private static final byte[] A = Contents.text(9_000, 1);

  @Rule public final FileSystemFixture files = new FileSystemFixture(new Variant("s3dl", true));

  @Rule public final CapturedLog moved = new CapturedLog(FlatMover.class);
  @Rule public final CapturedLog kept = new CapturedLog(FlatTree.class);

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

  /** Something that happens before a request. */
  private interface Happening {
    void call(String method, String key) throws IOException;
  }

  /** A file system over the store, with something that happens before each request. */
  private ObjectFileSystem open(Happening before, String... keysAndValues) throws IOException {
    FlatStore failing =
        (FlatStore)
            Proxy.newProxyInstance(
                FlatStore.class.getClassLoader(),
                new Class<?>[] {FlatStore.class},
                (proxy, method, arguments) -> {
                  before.call(
                      method.getName(), arguments == null ? "" : String.valueOf(arguments[0]));
                  try {
                    return method.invoke(store, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    ObjectFileSystem fs = new FileSystemFixture.InMemory(failing);
    fs.initialize(URI.create("s3dl://bucket/"), files.conf(keysAndValues));
    return fs;
  }

  @Test
  public void messagesNameTheBucket() throws IOException {
    put("f", "d/x", "e/x");
    ObjectFileSystem fs = files.fs();
    refused("no", () -> fs.getFileStatus(path("/no")));
    refused("no", () -> FileSystemFixture.read(fs, "/no"));
    refused("d", () -> fs.create(path("/d"), true));
    refused("f", () -> fs.create(path("/f"), false));
    refused("f", () -> fs.create(path("/f/x"), true));
    refused("f", () -> fs.mkdirs(path("/f/x")));
    refused("d", () -> fs.delete(path("/d"), false));
    refused("no", () -> fs.renameExactly(path("/f"), path("/no/f"), false));
    refused("d", () -> fs.renameExactly(path("/f"), path("/d"), true));
    refused("e", () -> fs.renameExactly(path("/d"), path("/e"), true));
    refused("d", () -> FileSystemFixture.read(fs, "/d"));
    refused("d", () -> fs.getFileChecksum(path("/d")));
    refused("f", () -> fs.getXAttr(path("/f"), "user.a"));
    refused(".s3dl-x", () -> fs.create(path("/.s3dl-x"), true));
  }

  private static void refused(String key, ThrowingCallable operation) {
    assertThatThrownBy(operation)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("s3dl://bucket/" + key);
  }

  // What a store cannot do

  @Test
  public void whetherARenameIsExclusiveIsACapability() throws IOException {
    String capability = "fs.s3dl.capability.rename.exclusive";
    assertThat(files.fs().hasPathCapability(path("/"), capability)).isTrue();
    store.copyWithoutConditions();
    assertThat(files.fs().hasPathCapability(path("/"), capability)).isFalse();
    files.write("/a", A);
    assertThat(files.fs().rename(path("/a"), path("/b"))).isTrue();
  }

  // What is gone

  @Test
  public void aFileIsMovedIntoADirectoryThatIsEmptyForAMoment() throws IOException {
    files.write("/a", A);
    AtomicInteger lists = new AtomicInteger();
    try (ObjectFileSystem fs =
        open(
            (method, argument) -> {
              boolean ofParent = method.equals("first") && argument.equals("p/");
              if (ofParent && lists.incrementAndGet() == 2) {
                put("p/"); // by whoever has moved its last entry
              }
            })) {
      assertThat(fs.rename(path("/a"), path("/p/a"))).isTrue();
      assertThat(fs.rename(path("/p/a"), path("/q/a"))).isFalse();
    }
  }

  @Test
  public void aDirectoryOfWhichAnObjectGoesIsNotSaidToStayWhereItWas() throws IOException {
    for (int i = 0; i < 10; i++) {
      put("d/" + i);
    }
    try (ObjectFileSystem fs =
        open(
            (method, argument) -> {
              if (method.equals("copy") && argument.contains("=d/5,")) {
                store.delete(List.of("d/5"));
              }
            },
            "fs.s3dl.io.threads",
            "1")) {
      assertThatThrownBy(() -> fs.rename(path("/d"), path("/e")))
          .isExactlyInstanceOf(IOException.class)
          .hasMessageContaining("when up to 5 objects were copied")
          .hasMessageContaining("d/5");
    }
    assertThat(store.objects().keys()).contains("e/0", "d/9").doesNotContain("d/5", "e/5");
  }

  @Test(timeout = 60_000)
  public void copiesOnTheirWayCountWhenAnObjectGoes() throws IOException {
    put("d/0", "d/1");
    CountDownLatch copying = new CountDownLatch(1);
    try (ObjectFileSystem fs =
        open(
            (method, argument) -> {
              if (method.equals("copy") && argument.contains("=d/0,")) {
                copying.countDown();
                Faults.await(new CountDownLatch(1)); // as one that waits for its answer
              }
              if (method.equals("copy") && argument.contains("=d/1,")) {
                Faults.await(copying);
                store.delete(List.of("d/1"));
              }
            },
            "fs.s3dl.io.threads",
            "2")) {
      assertThatThrownBy(() -> fs.rename(path("/d"), path("/e")))
          .isExactlyInstanceOf(IOException.class)
          .hasMessageContaining("when up to 1 object was copied");
    }
  }

  @Test
  public void theCopyOfAMarkerCountsWhenAnObjectGoes() throws IOException {
    put("d/", "d/0");
    try (ObjectFileSystem fs =
        open(
            (method, argument) -> {
              if (method.equals("copy") && argument.contains("=d/0,")) {
                store.delete(List.of("d/0"));
              }
            })) {
      assertThatThrownBy(() -> fs.rename(path("/d"), path("/e")))
          .isExactlyInstanceOf(IOException.class)
          .hasMessageContaining("when up to 1 object was copied");
    }
  }

  @Test
  public void ofADirectoryThatIsGoneNothingIsRenamed() throws IOException {
    put("d/0");
    try (ObjectFileSystem fs =
        open(
            (method, argument) -> {
              if (method.equals("copy")) {
                store.delete(List.of("d/0"));
              }
            })) {
      assertThat(fs.rename(path("/d"), path("/e"))).isFalse();
    }
  }

  // What cannot be deleted

  @Test
  public void aRenameHasSucceededWhenTheNewNameIsThere() throws IOException {
    for (IOException failure :
        List.of(new IOException("no answer"), new AccessDeniedException("d/a", null, "denied"))) {
      for (String suffix : List.of("", SUFFIX)) {
        files.write("/raw", A);
        byte[] stored = suffix.isEmpty() ? A : store.objects().bytes("raw" + SUFFIX);
        store.objects().put("d/a" + suffix, stored, OptionalInt.empty());
        try (ObjectFileSystem fs = open(failingDeletion("d/a" + suffix, failure))) {
          assertThat(fs.rename(path("/d/a"), path("/d/b"))).isTrue();
          assertThat(fs.rename(path("/d/a"), path("/d/b"))).isFalse(); // as that is there
          fs.renameExactly(path("/d/a"), path("/d/c"), false);
          fs.renameExactly(path("/d/a"), path("/d/c"), true);
          if (!suffix.isEmpty()) {
            assertThat(fs.rename(path("/d/a" + SUFFIX), path("/d/d" + SUFFIX))).isTrue();
          }
        }
        for (String name : List.of("/d/a", "/d/b", "/d/c")) {
          assertThat(files.read(name)).isEqualTo(A);
        }
        assertThat(moved.messages(Level.WARN))
            .hasSize(suffix.isEmpty() ? 3 : 4)
            .allMatch(message -> message.startsWith("s3dl://bucket/d/a"))
            .anyMatch(message -> message.startsWith("s3dl://bucket/d/a is now s3dl://bucket/d/b,"))
            .anyMatch(message -> message.startsWith("s3dl://bucket/d/a is now s3dl://bucket/d/c,"));
        moved.clear();
        files.fs().delete(path("/d"), true);
      }
    }
  }

  private static Happening failingDeletion(String key, IOException failure) {
    return (method, argument) -> {
      if (method.startsWith("delete") && argument.contains(key)) {
        throw failure;
      }
    };
  }

  /** Or what it hides would come to life. */
  @Test
  public void theOldNameStaysWithWhatItHides() throws IOException {
    files.write("/d/a", A);
    put("d/a");
    try (ObjectFileSystem fs =
        open(
            (method, argument) -> {
              if (method.startsWith("delete") && argument.equals("d/a")) {
                throw new IOException("no answer");
              }
            })) {
      assertThat(fs.rename(path("/d/a"), path("/d/b"))).isTrue();
    }
    assertThat(store.objects().keys())
        .containsExactlyInAnyOrder("d/a", "d/a" + SUFFIX, "d/b" + SUFFIX);
    assertThat(moved.messages(Level.WARN)).singleElement(as(STRING)).contains("under its old name");
  }

  /** Which is then the new name: what a rename was about that ended between copy and deletion. */
  @Test
  public void whatTheOldNameHidesMayBeTheTarget() throws IOException {
    files.write("/d/a", A);
    store.objects().put("d/a", store.objects().bytes("d/a" + SUFFIX), OptionalInt.empty());
    try (ObjectFileSystem fs =
        open(
            (method, argument) -> {
              // In S3, what has the same bytes has the same ETag.
              if (method.startsWith("delete") && argument.equals("d/a")) {
                throw new AssertionError("Deletes what it has just made");
              }
            })) {
      fs.renameExactly(path("/d/a" + SUFFIX), path("/d/a"), true);
    }
    assertThat(store.objects().keys()).containsExactly("d/a");
  }

  /** The bytes that have a physical name are moved with what they hide. */
  @Test
  public void storedBytesThatAreRenamedTakeNothingHiddenAlong() throws IOException {
    files.write("/d/a", A);
    put("d/a");
    try (ObjectFileSystem fs = open((method, argument) -> {})) {
      assertThat(fs.rename(path("/d/a" + SUFFIX), path("/d/b" + SUFFIX))).isTrue();
    }
    assertThat(store.objects().keys()).containsExactly("d/b" + SUFFIX);
    assertThat(files.read("/d/b")).isEqualTo(A);
  }

  /** Another writer has published it, and has yet to remove the compressed form. */
  @Test
  public void whatComesUnderTheOldNameMeanwhileStays() throws IOException {
    files.write("/d/a", A);
    try (ObjectFileSystem fs =
        open(
            (method, argument) -> {
              if (method.equals("copy")) {
                put("d/a");
              }
            })) {
      assertThat(fs.rename(path("/d/a"), path("/d/b"))).isTrue();
    }
    assertThat(store.objects().keys()).containsExactlyInAnyOrder("d/a", "d/b" + SUFFIX);
  }

  /** Whatever it replaces; that is hidden then. */
  @Test
  public void aRenameHasSucceededThoughWhatItReplacesStays() throws IOException {
    files.write("/d/a", A);
    put("d/b");
    try (ObjectFileSystem fs =
        open(
            (method, argument) -> {
              if (method.startsWith("delete") && argument.equals("d/b")) {
                throw new IOException("no answer");
              }
            })) {
      fs.renameExactly(path("/d/a"), path("/d/b"), true);
    }
    assertThat(store.objects().keys()).containsExactlyInAnyOrder("d/b", "d/b" + SUFFIX);
    assertThat(files.read("/d/b")).isEqualTo(A);
    assertThat(moved.messages(Level.WARN)).singleElement(as(STRING)).contains("s3dl fsck");
  }

  @Test
  public void aRenameHasSucceededThoughNobodyKnowsWhetherTheOldDirectoryIsEmpty()
      throws IOException {
    put("d/a", "e/x");
    try (ObjectFileSystem fs =
        open(
            (method, argument) -> {
              if (method.equals("first") && argument.equals("d/")) {
                throw new IOException("no answer");
              }
            })) {
      assertThat(fs.rename(path("/d/a"), path("/e/a"))).isTrue();
    }
    assertThat(store.objects().keys()).containsExactlyInAnyOrder("e/a", "e/x");
    assertThat(kept.messages(Level.WARN))
        .singleElement(as(STRING))
        .startsWith("s3dl://bucket/d/a is now s3dl://bucket/e/a,")
        .contains("the directory s3dl://bucket/d ");
  }

  // What cannot be read

  @Test
  public void whatTheStoreDoesNotGiveIsListedAndDeleted() throws IOException {
    for (List<String> refused : List.of(List.of("tail", "open"), List.of("tail", "open", "head"))) {
      files.write("/d/archived", A);
      files.write("/d/whole", A);
      long stored = files.storedSize("/d/archived" + SUFFIX);
      String key = "d/archived" + SUFFIX;
      try (ObjectFileSystem fs =
          open(
              (method, argument) -> {
                boolean asked = argument.equals(key) || argument.contains("[key=" + key + ",");
                if (refused.contains(method) && asked) {
                  throw new UnreadableObjectException("archived; restore it", null);
                }
              })) {
        assertThat(fs.listStatus(path("/d"))).extracting(FileStatus::getLen).contains(stored);
        assertThat(fs.globStatus(path("/d/a*"))).hasSize(1);
        assertThat(fs.globStatus(path("/d/archived"))).hasSize(1);
        assertThat(fs.getFileStatus(path("/d/archived")).getLen()).isEqualTo(stored);
        assertThat(fs.exists(path("/d/archived"))).isTrue();
        assertThat(fs.getContentSummary(path("/d")).getFileCount()).isEqualTo(2);
        assertThatThrownBy(() -> FileSystemFixture.read(fs, "/d/archived"))
            .hasMessageContaining("restore it");
        assertThat(fs.delete(path("/d/archived"), false)).isTrue();
        assertThat(fs.exists(path("/d/archived"))).isFalse();
      }
    }
  }
}
