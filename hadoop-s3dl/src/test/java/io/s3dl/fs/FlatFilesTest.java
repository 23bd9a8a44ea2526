package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.fs.Finding.State;
import io.s3dl.store.MemoryFlatStore;
import io.s3dl.store.ObjectChangedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.BulkDelete;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is done with files over keys alone in another way than over directories. */
public class FlatFilesTest {

  private static final String SUFFIX = PathMapper.SUFFIX;
  private static final byte[] A = Contents.text(9_000, 1);
  private static final byte[] B = Contents.text(8_000, 2);

  @Rule public final FileSystemFixture files = new FileSystemFixture(new Variant("s3dl", true));

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private MemoryFlatStore store;

  @Before
  public void store() {
    store = files.memory();
  }

  private void put(String key, byte[] content) {
    store.objects().put(key, content, OptionalInt.empty());
  }

  private byte[] compressed(byte[] content) throws IOException {
    files.write("/tmp", content);
    byte[] stored = store.objects().bytes("tmp" + SUFFIX);
    files.fs().delete(path("/tmp"), false);
    return stored;
  }

  private List<String> deletesOf(List<String> requests) {
    return requests.stream().filter(request -> request.startsWith("DELETE")).toList();
  }

  @Test
  public void partsWaitOnTheDiskWhateverTheFileTakesThePlaceOf() throws IOException {
    byte[] content = Contents.random(1_000_000, 3);
    byte[] more = Contents.random(500_000, 4);
    ObjectFileSystem fs =
        files.open(
            "fs.s3dl.upload.buffer", "disk", "fs.s3dl.buffer.dir", temporary.getRoot().getPath());
    for (String name : List.of("/a", "/a.orc")) {
      try (FSDataOutputStream out = fs.create(path(name))) {
        out.write(content);
      }
      try (FSDataOutputStream out = fs.append(path(name))) {
        out.write(more);
      }
      try (FSDataInputStream in = fs.open(path(name))) {
        assertThat(in.readAllBytes()).isEqualTo(Contents.joined(content, more));
      }
    }
  }

  @Test
  public void whoeverDoesNotWantTheDirectoryMadeHasItLookedForEachTime() throws IOException {
    put("d/e/x", A);
    files.write("/d/e/y", A);
    files.fs().createNonRecursive(path("/d/e/z"), true, 0, (short) 1, 0, null).close();
    files.open().delete(path("/d"), true);
    assertThatThrownBy(
            () -> files.fs().createNonRecursive(path("/d/e/z"), true, 0, (short) 1, 0, null))
        .isInstanceOf(java.io.FileNotFoundException.class);
    assertThat(store.objects().keys()).isEmpty();
  }

  @Test
  @SuppressWarnings("deprecation") // which Hadoop itself asks for
  public void blocksAreOfTheSizeThatIsConfigured() throws IOException {
    ObjectFileSystem fs = files.open("fs.s3dl.block.size", "128M");
    assertThat(fs.getDefaultBlockSize()).isEqualTo(128L << 20);
    assertThat(fs.getServerDefaults(path("/")).getBlockSize()).isEqualTo(128L << 20);
  }

  // Many files at once

  private List<String> deleteInBulk(String base, List<String> names) throws IOException {
    List<Path> paths =
        names.stream().map(name -> files.fs().makeQualified(path(base + "/" + name))).toList();
    List<String> failures = new ArrayList<>();
    store.clearRequests();
    try (BulkDelete bulk = files.fs().createBulkDelete(path(base))) {
      assertThat(bulk.pageSize()).isEqualTo(1000);
      bulk.bulkDelete(paths).forEach(each -> failures.add(each.getKey().getName()));
    }
    return failures;
  }

  @Test
  public void manyFilesAreDeletedWithTwoRequests() throws IOException {
    byte[] stored = compressed(A);
    IntStream.range(0, 600).forEach(i -> put("d/part-" + i + SUFFIX, stored));
    IntStream.range(600, 900).forEach(i -> put("d/part-" + i, A));
    put("d/other", A);
    List<String> names = IntStream.range(0, 1000).mapToObj(i -> "part-" + i).toList();
    assertThat(deleteInBulk("/d", names)).isEmpty();
    assertThat(store.requests()).hasSize(2);
    assertThat(store.requests().get(0)).isEqualTo("LIST d/part-");
    assertThat(store.requests().get(1).split(",")).hasSize(900);
    assertThat(store.objects().keys()).containsExactly("d/other");
  }

  @Test
  public void filesInManyDirectoriesAreLookedForAndGoInBothForms() throws IOException {
    put("d/a/x", B);
    put("d/a/x" + SUFFIX, compressed(A));
    put("d/b/y", A);
    assertThat(deleteInBulk("/d", List.of("a/x", "b/y", "c/none"))).isEmpty();
    assertThat(deletesOf(store.requests())).hasSize(2).first().isEqualTo("DELETE d/a/x");
    assertThat(store.requests()).hasSize(5);
    assertThat(store.objects().keys()).isEmpty();
  }

  @Test
  public void inBulkTheBeginningThatNamesShareIsOneOfWholeCharacters() throws IOException {
    List<String> names = List.of("\ud83d\ude00", "\ud83d\ude01", "\ud83d\ude02");
    names.forEach(name -> put("d/" + name, A));
    assertThat(deleteInBulk("/d", names)).isEmpty();
    assertThat(store.requests()).first().isEqualTo("LIST d/");
    assertThat(store.objects().keys()).isEmpty();
  }

  @Test
  public void inBulkANameWithWhichTheOthersBeginGoesToo() throws IOException {
    List<String> names = List.of("a", "ab", "ac");
    names.forEach(name -> put("d/" + name, A));
    assertThat(deleteInBulk("/d", names)).isEmpty();
    assertThat(store.objects().keys()).isEmpty();
  }

  @Test
  public void inBulkAPhysicalNameTakesWithItWhatItHides() throws IOException {
    byte[] stored = compressed(A);
    for (List<String> names :
        List.of(
            List.of("x" + SUFFIX),
            List.of("x" + SUFFIX, "x" + SUFFIX + "2", "x" + SUFFIX + "3"),
            List.of("x", "x" + SUFFIX, "y"))) {
      put("d/x", B);
      put("d/x" + SUFFIX, stored);
      assertThat(deleteInBulk("/d", names)).isEmpty();
      assertThat(deletesOf(store.requests())).containsExactly("DELETE d/x", "DELETE d/x" + SUFFIX);
      assertThat(store.objects().keys()).isEmpty();
    }
  }

  @Test
  public void inBulkADirectoryNamedLikeACompressedFileStays() throws IOException {
    put("d/x" + SUFFIX + "/", new byte[0]);
    assertThat(deleteInBulk("/d", List.of("x", "y", "z"))).isEmpty();
    assertThat(store.objects().keys()).containsExactly("d/x" + SUFFIX + "/");
  }

  @Test
  public void inBulkAFailureIsThatOfTheNameThatWasGiven() throws IOException {
    put("d/x" + SUFFIX, compressed(A));
    put("d/y", A);
    put("d/y" + SUFFIX, compressed(A));
    ObjectFileSystem failing = FlatTreeTest.open(files, "d/x" + SUFFIX, "d/y");
    try (failing;
        BulkDelete bulk = failing.createBulkDelete(path("/d"))) {
      List<Path> paths = new ArrayList<>();
      for (String name : List.of("x" + SUFFIX, "y" + SUFFIX)) {
        paths.add(failing.makeQualified(path("/d/" + name)));
      }
      assertThat(bulk.bulkDelete(paths))
          .extracting(Map.Entry::getKey)
          .containsExactlyInAnyOrderElementsOf(paths);
    }
    assertThat(store.objects().keys()).hasSize(3);
  }

  @Test
  public void inBulkOnlyEmptyDirectoriesAreDeleted() throws IOException {
    put("d/full/x", A);
    put("d/empty/", new byte[0]);
    put("d/goes/", new byte[0]);
    put("d/goes/x", A);
    assertThat(deleteInBulk("/d", List.of("full", "empty", "goes", "goes/x")))
        .containsExactly("full");
    assertThat(store.objects().keys()).containsExactly("d/full/x");
  }

  // Attributes

  @Test
  public void aDirectoryKeepsNoAttributes() throws IOException {
    files.fs().mkdirs(path("/d"));
    put("implied/x", A);
    for (String directory : List.of("/d", "/implied", "/")) {
      Path path = path(directory);
      files.fs().setPermission(path, new FsPermission((short) 0700));
      files.fs().setOwner(path, "nobody", null);
      files.fs().setTimes(path, 1000, 1000);
      assertThatThrownBy(() -> files.fs().setXAttr(path, "user.x", new byte[] {1}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("set them on files");
      assertThat(files.fs().getXAttrs(path)).isEmpty();
      FileStatus status = files.fs().getFileStatus(path);
      assertThat(status.getPermission().toShort()).isEqualTo((short) 0755);
      assertThat(status.getOwner()).isEqualTo(status.getGroup()).isNotEqualTo("nobody");
    }
    assertThatThrownBy(() -> files.fs().setTimes(path("/none"), 1, 1))
        .isInstanceOf(java.io.FileNotFoundException.class);
  }

  @Test
  public void aListingShowsTheTimeThatWasSetWhereItReadsTheEnd() throws IOException {
    files.write("/d/a", A);
    files.fs().setTimes(path("/d/a"), 1_000_000, -1);
    store.listModified("d/a" + SUFFIX, 2_000_000);
    for (int round = 0; round < 2; round++) {
      ObjectFileSystem fresh = files.open();
      for (int again = 0; again < 2; again++) {
        FileStatus listed = fresh.listStatus(path("/d"))[0];
        assertThat(listed.getModificationTime()).isEqualTo(1_000_000);
      }
      assertThat(fresh.getFileStatus(path("/d/a")).getModificationTime()).isEqualTo(1_000_000);
    }
  }

  @Test
  public void aFileBelongsToWhoeverReadsItWhereNobodyIsKept() throws IOException {
    ObjectFileSystem masked = files.open("fs.permissions.umask-mode", "027");
    FileSystemFixture.write(masked, "/a", A);
    masked.access(path("/a"), FsAction.READ_WRITE);
    FileStatus status = masked.getFileStatus(path("/a"));
    assertThat(status.getPermission().toShort()).isEqualTo((short) 0640);
    String user = UserGroupInformation.getCurrentUser().getShortUserName();
    assertThat(status.getOwner()).isEqualTo(user);
    assertThat(status.getGroup()).isEqualTo(user);
  }

  @Test
  public void aFileKeepsThemThroughRenameAndAppend() throws IOException {
    files.write("/d/a", A);
    put("d/plain", A);
    assertThat(files.fs().getFileStatus(path("/d/plain")).getPermission().toShort())
        .isEqualTo((short) 0644);
    files.fs().setPermission(path("/d/a"), new FsPermission((short) 0600));
    files.fs().setXAttr(path("/d/a"), "user.x", new byte[] {1, 2});
    files.fs().setOwner(path("/d/a"), "somebody", "they");
    files.fs().rename(path("/d/a"), path("/d/b"));
    try (FSDataOutputStream out = files.fs().append(path("/d/b"))) {
      out.write(B);
    }
    FileStatus status = files.fs().getFileStatus(path("/d/b"));
    assertThat(status.getPermission().toShort()).isEqualTo((short) 0600);
    assertThat(status.getOwner()).isEqualTo("somebody");
    assertThat(files.fs().getXAttr(path("/d/b"), "user.x")).containsExactly(1, 2);
  }

  @Test
  public void aDirectoryIsAsOfNow() throws IOException {
    files.fs().mkdirs(path("/d"));
    put("implied/x", A);
    long before = System.currentTimeMillis();
    for (FileStatus status : files.fs().listStatus(path("/"))) {
      assertThat(status.getModificationTime()).isGreaterThanOrEqualTo(before);
    }
    for (String directory : List.of("/d", "/implied", "/")) {
      assertThat(files.fs().getFileStatus(path(directory)).getModificationTime())
          .isGreaterThanOrEqualTo(before);
    }
  }

  // Appending

  @Test
  public void anAppendFollowsARenamedDirectory() throws IOException {
    files.write("/d/a", A);
    try (FSDataOutputStream out = files.fs().append(path("/d/a"))) {
      out.write(B);
      files.fs().rename(path("/d"), path("/e"));
    }
    assertThat(files.read("/e/a")).hasSize(A.length + B.length).startsWith(A).endsWith(B);
    assertThat(files.fs().exists(path("/d/a"))).isFalse();
  }

  @Test
  public void anAppendIsRefusedWhereTheOldNameIsTakenOrTheNewFileReplaced() throws IOException {
    files.write("/a", A);
    FSDataOutputStream out = files.fs().append(path("/a"));
    out.write(B);
    files.fs().rename(path("/a"), path("/b"));
    files.write("/a", B);
    assertThatThrownBy(out::close).isInstanceOf(ObjectChangedException.class);
    assertThat(files.read("/a")).isEqualTo(B);
    assertThat(files.read("/b")).isEqualTo(A);
    FSDataOutputStream second = files.fs().append(path("/b"));
    second.write(B);
    files.fs().rename(path("/b"), path("/c"));
    files.write("/c", B);
    assertThatThrownBy(second::close).isInstanceOf(ObjectChangedException.class);
    assertThat(files.read("/c")).isEqualTo(B);
    assertThat(store.objects().keys()).containsExactly("a" + SUFFIX, "c" + SUFFIX);
  }

  @Test
  public void aConcatenationTakesWhatItHasFoundAndDeletesNothingElse() throws IOException {
    byte[] other = compressed(Contents.text(7_000, 9));
    files.write("/to", A);
    files.write("/from", B);
    store.before("GET from" + SUFFIX, () -> put("from" + SUFFIX, other)); // found, not yet copied
    assertThatThrownBy(() -> files.fs().concat(path("/to"), new Path[] {path("/from")}))
        .isInstanceOf(ObjectChangedException.class)
        .hasMessageContaining("from");
    assertThat(files.read("/to")).isEqualTo(A);
    files.write("/from", B);
    store.before("PUT to" + SUFFIX, () -> put("from" + SUFFIX, other)); // copied already
    files.fs().concat(path("/to"), new Path[] {path("/from")});
    assertThat(files.read("/to")).isEqualTo(Contents.joined(A, B));
    assertThat(store.objects().bytes("from" + SUFFIX)).isEqualTo(other);
  }

  // Summaries

  @Test
  public void aSummaryIsOneListing() throws IOException {
    byte[] stored = compressed(A);
    put("d/", new byte[0]);
    put("d/a" + SUFFIX, stored);
    put("d/b/c/plain", B);
    put("d/b/e/", new byte[0]);
    put("d/b-c/x", B);
    put("d/b/c/f/x", B);
    files.fs().listStatus(path("/d")); // learns the length
    store.clearRequests();
    ContentSummary summary = files.fs().getContentSummary(path("/d"));
    assertThat(summary.getLength()).isEqualTo(A.length + 3L * B.length);
    assertThat(summary.getSpaceConsumed()).isEqualTo(stored.length + 3L * B.length);
    assertThat(summary.getFileCount()).isEqualTo(4);
    assertThat(summary.getDirectoryCount()).isEqualTo(6);
    assertThat(store.requests()).filteredOn("LIST d/"::equals).hasSize(1);
    assertThat(files.fs().getContentSummary(path("/d/a")).getLength()).isEqualTo(A.length);
  }

  // Checks

  private List<Finding> check(boolean fix) throws IOException {
    List<Finding> findings = new ArrayList<>();
    TreeCheck.of(files.fs(), path("/"), new TreeCheck.Options(fix, false), findings::add);
    return findings;
  }

  @Test
  public void whatIsLeftForADayIsFoundAndMended() throws IOException {
    String unverified = "d/.s3dl-raw-01234567-89ab-cdef-0123-456789abcdef";
    put(unverified, A);
    put("d/twin", A);
    put("d/twin" + SUFFIX, compressed(A));
    assertThat(check(false))
        .extracting(Finding::path, Finding::state)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("/" + unverified, State.FIXABLE),
            org.assertj.core.groups.Tuple.tuple("/d/twin", State.FIXABLE));
    assertThat(check(true)).extracting(Finding::state).containsOnly(State.FIXED);
    assertThat(store.objects().keys()).containsExactly("d/twin" + SUFFIX);
    assertThat(check(false)).isEmpty();
  }

  @Test
  public void whatMayBeInUseStays() throws IOException {
    String unverified = ".s3dl-raw-01234567-89ab-cdef-0123-456789abcdef";
    put(unverified, A);
    put(".s3dl-else", A);
    put("twin", A);
    put("twin" + SUFFIX, compressed(A));
    store.setTimes(unverified, System.currentTimeMillis(), -1);
    store.setTimes("twin", System.currentTimeMillis(), -1);
    assertThat(check(true))
        .extracting(Finding::state)
        .containsExactlyInAnyOrder(State.BEING_WRITTEN, State.REMAINS, State.REMAINS);
    assertThat(store.objects().keys()).hasSize(4);
    store.delete(List.of(unverified, ".s3dl-else"));
  }
}
