package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static io.s3dl.fs.FileSystemFixture.read;
import static io.s3dl.fs.FileSystemFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.Contents;
import io.s3dl.conf.Stores;
import io.s3dl.store.DirectoryStore;
import io.s3dl.store.FailingCalls;
import io.s3dl.store.FailingCalls.Moment;
import io.s3dl.store.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.functional.FutureIO;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Every operation, with each call of the store that it makes failing in turn, before its work is
 * done or after: the operation fails and says what it was about, each name has its old or its new
 * content, what is to be kept is kept under one of its names, nothing is left, and the same file
 * system goes on.
 */
@RunWith(Parameterized.class)
public class FaultSweepTest {

  /** More than any operation here makes. */
  private static final int MAX_CALLS = 200;

  private static final long PATIENCE_SECONDS = 30;

  private static final byte[] A = Contents.text(9_000, 1);
  private static final byte[] B = Contents.text(8_000, 2);
  private static final byte[] PLAIN = Contents.text(9_100, 4);
  private static final byte[] OTHER = Contents.text(9_200, 5);
  private static final byte[] TWIN = Contents.text(9_300, 6);
  private static final byte[] X = Contents.text(9_400, 7);
  private static final byte[] Y = Contents.text(9_500, 8);
  private static final byte[] NEW = Contents.random(150_000, 3);

  /** A file system whose store fails when it is told to. */
  private static final class FailingFileSystem extends ObjectFileSystem {
    private final FailingCalls calls = new FailingCalls();
    private final FileSystemFixture files;

    FailingFileSystem(FileSystemFixture files) {
      super(files.variant().scheme());
      this.files = files;
    }

    @Override
    ObjectStore openStore(Configuration conf) throws IOException {
      return files.variant().isFlat()
          ? calls.around(files.memory())
          : calls.around((DirectoryStore) Stores.open(getUri(), conf));
    }
  }

  /** What is done to a file system. */
  @FunctionalInterface
  private interface Operation {
    void on(FileSystem fs) throws IOException;
  }

  /** How much of an operation may be done when it fails. */
  private enum Whole {
    /** All or nothing. */
    YES,
    /** Each name by itself. */
    NAME_BY_NAME,
    /** The same; it has succeeded when the new name is there, though the old one may stay. */
    NEW_NAME
  }

  @Parameters(name = "{0}")
  public static List<Variant> variants() {
    return List.of(new Variant("filedl", true), new Variant("s3dl", true));
  }

  @Rule public final FileSystemFixture files;

  /** How much of an operation is done where a store takes several steps for it. */
  private final Whole steps;

  /** The same of the rename of a file. */
  private final Whole newName;

  private ObjectFileSystem plain;
  private FailingFileSystem failing;

  public FaultSweepTest(Variant variant) {
    files = new FileSystemFixture(variant);
    steps = variant.isFlat() ? Whole.NAME_BY_NAME : Whole.YES;
    newName = variant.isFlat() ? Whole.NEW_NAME : Whole.YES;
  }

  @Before
  public void open() throws IOException {
    plain = files.open("fs.s3dl.compression.codec", "none");
    failing = new FailingFileSystem(files);
    failing.initialize(files.fs().getUri(), files.conf());
  }

  @After
  public void close() throws IOException {
    failing.close();
    assertThat(failing.parts().volume().buffers().lentBuffers()).isZero();
  }

  /** Files in every form: as the configuration would write them, in the other form, in both. */
  private void prepare() throws IOException {
    files.fs().delete(path("/d"), true);
    files.write("/d/a", A);
    files.write("/d/b", B);
    write(plain, "/d/plain", PLAIN);
    files.write("/d/to-gz", OTHER);
    assertThat(files.fs().rename(path("/d/to-gz"), path("/d/compressed.gz"))).isTrue();
    files.write("/d/twins", TWIN);
    files.put("/d/twins", B);
    files.write("/d/sub/x", X);
    files.write("/d/sub/below/y", Y);
  }

  /** What there is: the content of each file, and "directory" for a directory. */
  private Map<String, String> state() throws IOException {
    Map<String, String> state = new TreeMap<>();
    add("/d", state);
    return state;
  }

  private void add(String directory, Map<String, String> state) throws IOException {
    if (!files.fs().exists(path(directory))) {
      return;
    }
    for (FileStatus status : files.fs().listStatus(path(directory))) {
      String name = status.getPath().toUri().getPath();
      if (status.isDirectory()) {
        state.put(name, "directory");
        add(name, state);
      } else {
        byte[] content = files.read(name);
        // Where a store of keys alone has both forms, a listing shows the other one than a look.
        long length = files.fs().getFileStatus(status.getPath()).getLen();
        assertThat(length).as(name).isEqualTo(content.length);
        if (!files.variant().isFlat()) {
          assertThat(status.getLen()).as(name).isEqualTo(length);
        }
        state.put(name, Integer.toHexString(Contents.crc32c(content, content.length)));
      }
    }
  }

  private void sweep(Whole whole, Operation operation) throws IOException {
    prepare();
    Map<String, String> before = state();
    operation.on(files.fs());
    Map<String, String> after = state();
    for (Moment moment : Moment.values()) {
      Map<String, String> now = after;
      int nth = 0;
      do {
        if (!now.equals(before)) {
          prepare();
        }
        nth++;
        failing.calls.fail(nth, moment);
        Optional<IOException> failure = failureOf(operation);
        failing.calls.heal();
        now = before.equals(after) ? before : state();
        check(whole, failure, now, List.of(before, after));
      } while (failing.calls.failed() != null);
      assertThat(nth).isBetween(2, MAX_CALLS);
    }
    assertThat(state()).isEqualTo(after);
  }

  private Optional<IOException> failureOf(Operation operation) {
    try {
      operation.on(failing);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private void check(
      Whole whole,
      Optional<IOException> failure,
      Map<String, String> now,
      List<Map<String, String>> beforeAndAfter)
      throws IOException {
    String failed = failing.calls.toString();
    if (failure.isEmpty()) { // it could do without the call that failed, or none did
      Map<String, String> after = beforeAndAfter.get(1);
      if (whole == Whole.NEW_NAME && failing.calls.failed() != null) {
        assertThat(now).as(failed).containsAllEntriesOf(after);
      } else {
        assertThat(now).as(failed).isEqualTo(after);
      }
    } else {
      String said = failure.get().getMessage().replaceAll("\\S*/\\.s3dl-\\S*", "a name of ours");
      assertThat(said).as(failed).contains("/d", "no answer");
    }
    if (whole == Whole.YES) {
      assertThat(now).as(failed).isIn(beforeAndAfter);
    }
    Set<String> names = new HashSet<>(now.keySet());
    beforeAndAfter.forEach(state -> names.addAll(state.keySet()));
    for (String name : names) {
      assertThat(now.get(name))
          .as("%s, %s", name, failed)
          .isIn(beforeAndAfter.stream().map(state -> state.get(name)).toList());
    }
    Set<String> kept = new HashSet<>(beforeAndAfter.get(0).values());
    kept.retainAll(beforeAndAfter.get(1).values());
    assertThat(now.values()).as(failed).containsAll(kept);
    assertNothingIsLeft(failed);
  }

  private void assertNothingIsLeft(String failed) throws IOException {
    awaitIdle();
    assertThat(files.left()).as(failed).isEmpty();
    assertThat(lentBuffers()).as(failed).isZero();
  }

  /** What reads ahead ends soon after its stream is closed, not at once. */
  private void awaitIdle() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while ((lentBuffers() > 0 || !files.left().isEmpty()) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private int lentBuffers() {
    return failing.parts().volume().buffers().lentBuffers();
  }

  // Writing

  @Test
  public void create() throws IOException {
    sweep(Whole.YES, fs -> write(fs, "/d/new", NEW));
    sweep(Whole.YES, fs -> createExclusively(fs, "/d/new"));
    sweep(Whole.YES, fs -> createExclusively(fs, "/d/new.gz"));
    sweep(Whole.NAME_BY_NAME, fs -> write(fs, "/d/e/f/new", NEW));
  }

  private static void createExclusively(FileSystem fs, String name) throws IOException {
    try (FSDataOutputStream out = fs.createFile(path(name)).overwrite(false).build()) {
      out.write(NEW);
    }
  }

  @Test
  public void overwrite() throws IOException {
    for (String name : List.of("/d/a", "/d/plain", "/d/compressed.gz", "/d/twins")) {
      sweep(Whole.YES, fs -> write(fs, name, NEW));
    }
  }

  @Test
  public void append() throws IOException {
    for (String name : List.of("/d/a", "/d/plain", "/d/twins")) {
      sweep(Whole.YES, fs -> append(fs, name));
    }
  }

  private static void append(FileSystem fs, String name) throws IOException {
    try (FSDataOutputStream out = fs.append(path(name))) {
      out.write(NEW);
    }
  }

  @Test
  public void concat() throws IOException {
    Path[] alike = {path("/d/b"), path("/d/sub/x")};
    sweep(Whole.NAME_BY_NAME, fs -> concat(fs, alike));
    Path[] mixed = {path("/d/plain"), path("/d/twins")};
    sweep(Whole.NAME_BY_NAME, fs -> concat(fs, mixed));
  }

  private static void concat(FileSystem fs, Path... sources) throws IOException {
    try {
      fs.concat(path("/d/a"), sources);
    } catch (IOException e) {
      for (Path source : sources) {
        if (!fs.exists(source)) { // then its content is in the target
          assertThat(fs.getFileStatus(path("/d/a")).getLen()).isGreaterThan(A.length);
        }
      }
      throw e;
    }
  }

  @Test
  public void rawCopy() throws IOException {
    files.write("/raw", NEW);
    byte[] stored = files.read(files.physical("/raw"));
    for (String name : List.of("/d/copy", "/d/twins", "/d/plain")) {
      sweep(Whole.YES, fs -> write(fs, name + PathMapper.SUFFIX, stored));
    }
  }

  // Names

  @Test
  public void rename() throws IOException {
    for (String name : List.of("/d/a", "/d/plain", "/d/twins", "/d/sub/x")) {
      sweep(newName, fs -> assertThat(fs.rename(path(name), path("/d/to"))).isTrue());
    }
    sweep(steps, fs -> assertThat(fs.rename(path("/d/sub"), path("/d/to"))).isTrue());
  }

  @Test
  public void renameOverAFile() throws IOException {
    for (String from : List.of("/d/a", "/d/plain")) {
      // A plain file that replaces a compressed one has both names for a moment.
      Whole whole = files.variant().isFlat() || from.equals("/d/a") ? newName : Whole.NAME_BY_NAME;
      for (String to : List.of("/d/b", "/d/twins")) {
        sweep(whole, fs -> ((ObjectFileSystem) fs).renameExactly(path(from), path(to), true));
      }
    }
  }

  @Test
  public void delete() throws IOException {
    for (String name : List.of("/d/a", "/d/plain", "/d/twins")) {
      sweep(Whole.YES, fs -> assertThat(fs.delete(path(name), false)).isTrue());
    }
    sweep(Whole.NAME_BY_NAME, fs -> assertThat(fs.delete(path("/d"), true)).isTrue());
  }

  @Test
  public void makeDirectories() throws IOException {
    sweep(Whole.NAME_BY_NAME, fs -> fs.mkdirs(path("/d/e/f/g")));
  }

  @Test
  public void setAttributes() throws IOException {
    sweep(Whole.YES, fs -> fs.setPermission(path("/d/a"), new FsPermission(0600)));
    sweep(Whole.YES, fs -> fs.setTimes(path("/d/a"), 1, 1));
    sweep(Whole.YES, fs -> fs.setXAttr(path("/d/a"), "user.x", new byte[1]));
  }

  // Reading

  @Test
  public void look() throws IOException {
    sweep(Whole.YES, fs -> assertThat(fs.getFileStatus(path("/d/a")).isFile()).isTrue());
    sweep(Whole.YES, fs -> assertThat(fs.exists(path("/d/none"))).isFalse());
    sweep(Whole.YES, fs -> assertThat(fs.listStatus(path("/d"))).hasSize(6));
    sweep(Whole.YES, fs -> assertThat(countFiles(fs)).isEqualTo(7));
    sweep(Whole.YES, fs -> assertThat(fs.globStatus(path("/d/{a,t*}"))).hasSize(2));
    sweep(
        Whole.YES, fs -> assertThat(fs.getContentSummary(path("/d")).getFileCount()).isEqualTo(7));
  }

  private static int countFiles(FileSystem fs) throws IOException {
    int count = 0;
    RemoteIterator<?> listing = fs.listFiles(path("/d"), true);
    while (listing.hasNext()) {
      listing.next();
      count++;
    }
    return count;
  }

  @Test
  public void content() throws IOException {
    sweep(Whole.YES, fs -> assertThat(read(fs, "/d/a")).isEqualTo(A));
    sweep(Whole.YES, fs -> assertThat(read(fs, "/d/plain")).isEqualTo(PLAIN));
    sweep(Whole.YES, FaultSweepTest::readVectored);
    sweep(Whole.YES, fs -> assertThat(fs.getFileChecksum(path("/d/a"))).isNotNull());
    sweep(Whole.YES, fs -> fs.getFileChecksum(path("/d/a"), 5_000));
  }

  private static void readVectored(FileSystem fs) throws IOException {
    List<FileRange> ranges = new ArrayList<>();
    for (int offset = 0; offset < A.length; offset += 1000) {
      ranges.add(FileRange.createFileRange(offset, 1000));
    }
    try (FSDataInputStream in = fs.open(path("/d/a"))) {
      in.readVectored(ranges, ByteBuffer::allocate);
      for (FileRange range : ranges) {
        ByteBuffer expected = ByteBuffer.wrap(A, (int) range.getOffset(), 1000);
        assertThat(FutureIO.awaitFuture(range.getData())).isEqualTo(expected);
      }
    }
  }
}
