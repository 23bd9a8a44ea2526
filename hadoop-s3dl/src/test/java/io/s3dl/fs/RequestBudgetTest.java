package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.format.CorruptObjectException;
import io.s3dl.store.MemoryFlatStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Each operation asks a store of keys for what it needs, by exactly these requests. */
public class RequestBudgetTest {

  private static final byte[] SMALL = Contents.text(20_000, 1);
  private static final byte[] LARGE = Contents.random(300_000, 2);
  private static final String A = "a.csv" + PathMapper.SUFFIX;

  @Rule public final FileSystemFixture files = new FileSystemFixture(new Variant("s3dl", true));

  private FileSystem fs;
  private MemoryFlatStore store;

  @Before
  public void written() throws IOException {
    fs = files.fs();
    store = files.memory();
    files.write("/a.csv", SMALL);
    files.write("/d/b.csv", LARGE);
    files.write("/d/c.gz", SMALL);
    files.put("/other.gz" + PathMapper.SUFFIX, store.objects().bytes(A));
    files.put("/plain.csv", SMALL);
    fs.mkdirs(path("/empty"));
    fresh();
  }

  /** A file system that remembers nothing. */
  private void fresh(String... keysAndValues) throws IOException {
    fs = files.open(keysAndValues);
    store.clearRequests();
  }

  /** An operation. */
  private interface Operation {
    void run() throws Exception;
  }

  private void requests(Operation operation, String... expected) throws Exception {
    store.clearRequests();
    operation.run();
    assertThat(store.requests()).containsExactly(expected);
  }

  private void requestsInAnyOrder(Operation operation, String... expected) throws Exception {
    store.clearRequests();
    operation.run();
    assertThat(store.requests()).containsExactlyInAnyOrder(expected);
  }

  private void status(String name) throws IOException {
    fs.getFileStatus(path(name));
  }

  private void missing(String name) {
    assertThatThrownBy(() -> status(name)).isInstanceOf(FileNotFoundException.class);
  }

  private void create(String name) throws IOException {
    FileSystemFixture.write(fs, name, SMALL);
  }

  private void createQuickly(String name, String option) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = fs.createFile(path(name));
    builder.recursive().must(option, true);
    try (FSDataOutputStream out = builder.build()) {
      out.write(SMALL);
    }
  }

  @Test
  public void aStatusTakesOneRequestAndWhatIsMissingTwo() throws Exception {
    requests(() -> status("/a.csv"), "TAIL " + A);
    requests(() -> status("/d/c.gz"), "HEAD d/c.gz");
    requests(() -> status("/d"), "TAIL d" + PathMapper.SUFFIX, "LIST d");
    requests(() -> status("/empty"), "TAIL empty" + PathMapper.SUFFIX, "LIST empty");
    requests(() -> missing("/none"), "TAIL none" + PathMapper.SUFFIX, "LIST none");
    requests(() -> missing("/none.gz"), "HEAD none.gz", "LIST none.gz");
    requests(() -> status("/"), "LIST ");
    requests(() -> fs.exists(path("/")), "LIST ");
  }

  @Test
  public void permissionsCostNothingMore() throws Exception {
    FsPermission secret = new FsPermission((short) 0600);
    requests(
        () -> {
          try (FSDataOutputStream out = FileSystem.create(fs, path("/secret.gz"), secret)) {
            out.write(SMALL);
          }
        },
        "LIST secret.gz",
        "PUT secret.gz");
    assertThat(fs.getFileStatus(path("/secret.gz")).getPermission()).isEqualTo(secret);
  }

  @Test
  public void theOtherFormIsFoundByTheListing() throws Exception {
    requests(() -> status("/plain.csv"), "TAIL plain.csv" + PathMapper.SUFFIX, "LIST plain.csv");
    requests(
        () -> status("/other.gz"),
        "HEAD other.gz",
        "LIST other.gz",
        "TAIL other.gz" + PathMapper.SUFFIX);
    assertThat(fs.getFileStatus(path("/other.gz")).getLen()).isEqualTo(SMALL.length);
  }

  @Test
  public void existsReadsNoEnd() throws Exception {
    requests(() -> fs.exists(path("/a.csv")), "HEAD " + A);
    requests(() -> fs.exists(path("/d/c.gz")), "HEAD d/c.gz");
    requests(() -> fs.exists(path("/other.gz")), "HEAD other.gz", "LIST other.gz");
  }

  @Test
  public void aSmallFileIsOpenedAndReadWithOneRequest() throws Exception {
    requests(() -> assertThat(FileSystemFixture.read(fs, "/a.csv")).isEqualTo(SMALL), "TAIL " + A);
    requests(
        () -> assertThat(FileSystemFixture.read(fs, "/d/c.gz")).isEqualTo(SMALL), "TAIL d/c.gz");
    byte[] raw = store.objects().bytes(A);
    requests(() -> assertThat(FileSystemFixture.read(fs, "/" + A)).isEqualTo(raw), "TAIL " + A);
  }

  @Test
  public void theEndOfALargeFileIsNotReadAgain() throws Exception {
    String b = "d/b.csv" + PathMapper.SUFFIX;
    byte[] end = new byte[8000];
    requests(
        () -> {
          try (FSDataInputStream in = fs.open(path("/d/b.csv"))) {
            in.readFully(LARGE.length - end.length, end);
          }
        },
        "TAIL " + b);
    assertThat(end)
        .isEqualTo(java.util.Arrays.copyOfRange(LARGE, LARGE.length - 8000, LARGE.length));
    assertThat(FileSystemFixture.read(fs, "/d/b.csv")).isEqualTo(LARGE);
  }

  @Test
  public void whatIsKnownIsNotAskedFor() throws Exception {
    FileStatus status = fs.listStatus(path("/d"))[1];
    assertThat(status.getPath().getName()).isEqualTo("c.gz");
    requests(
        () -> {
          try (FSDataInputStream in =
              fs.openFile(path("/d/c.gz")).withFileStatus(status).build().get()) {
            assertThat(in.readAllBytes()).isEqualTo(SMALL);
          }
        },
        "GET d/c.gz");
    FileStatus compressed = fs.getFileStatus(path("/a.csv"));
    requests(
        () -> {
          try (FSDataInputStream in =
              fs.openFile(path("/a.csv")).withFileStatus(compressed).build().get()) {
            assertThat(in.readAllBytes()).isEqualTo(SMALL);
          }
        },
        "GET " + A);
  }

  @Test
  public void theChecksumComesWithTheContent() throws Exception {
    int right = Contents.crc32c(SMALL, SMALL.length);
    store.objects().put("sum.gz", SMALL, OptionalInt.of(right));
    FileStatus known = fs.getFileStatus(path("/sum.gz"));
    requests(
        () -> {
          try (FSDataInputStream in =
              fs.openFile(known.getPath()).withFileStatus(known).build().get()) {
            assertThat(in.readAllBytes()).isEqualTo(SMALL);
          }
        },
        "GET sum.gz");
    store.objects().put("sum.gz", SMALL, OptionalInt.of(right + 1));
    FileStatus damaged = fs.getFileStatus(path("/sum.gz"));
    try (FSDataInputStream in =
        fs.openFile(damaged.getPath()).withFileStatus(damaged).build().get()) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(CorruptObjectException.class);
    }
  }

  @Test
  public void aSummaryTakesALookForAFileAndOneListing() throws Exception {
    String d = "TAIL d" + PathMapper.SUFFIX;
    requestsInAnyOrder(
        () -> fs.getContentSummary(path("/d")), d, "LIST d/", "TAIL d/b.csv" + PathMapper.SUFFIX);
    requests(() -> fs.getContentSummary(path("/a.csv")), "TAIL " + A);
    requests(
        () -> assertThat(fs.getContentSummary(path("/empty")).getDirectoryCount()).isEqualTo(1),
        "TAIL empty" + PathMapper.SUFFIX,
        "LIST empty/",
        "LIST empty");
    assertThat(fs.getContentSummary(path("/plain.csv")).getLength()).isEqualTo(SMALL.length);
    assertThatThrownBy(() -> fs.getContentSummary(path("/none")))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void directoriesAreListedByOneRequestAPage() throws Exception {
    String b = "d/b.csv" + PathMapper.SUFFIX;
    requests(() -> assertThat(fs.listStatus(path("/d"))).hasSize(2), "LIST d/", "TAIL " + b);
    requests(() -> assertThat(fs.listStatus(path("/d"))).hasSize(2), "LIST d/");
    requests(
        () -> assertThat(fs.listStatus(path("/empty"))).isEmpty(), "LIST empty/", "LIST empty");
    requests(
        () ->
            assertThatThrownBy(() -> fs.listStatus(path("/none"))).isInstanceOf(IOException.class),
        "LIST none/",
        "LIST none");
    requests(
        () -> assertThat(fs.listStatus(path("/d/c.gz"))).hasSize(1), "LIST d/c.gz/", "LIST d/c.gz");
  }

  @Test
  public void aThousandEntriesAreOnePage() throws Exception {
    for (int i = 0; i < 2500; i++) {
      files.put("/many/" + i + ".gz", SMALL);
    }
    requests(
        () -> assertThat(fs.listStatus(path("/many"))).hasSize(2500),
        "LIST many/",
        "LIST many/",
        "LIST many/");
  }

  @Test
  public void aTreeIsListedByOneListing() throws Exception {
    files.put("/d/e/f/g.gz", SMALL);
    fs.mkdirs(path("/d/e/h"));
    List<String> found = new ArrayList<>();
    requestsInAnyOrder(
        () -> {
          RemoteIterator<? extends FileStatus> all = fs.listFiles(path("/d"), true);
          while (all.hasNext()) {
            found.add(all.next().getPath().toUri().getPath());
          }
        },
        "LIST d/",
        "TAIL d/b.csv" + PathMapper.SUFFIX);
    assertThat(found).containsExactlyInAnyOrder("/d/b.csv", "/d/c.gz", "/d/e/f/g.gz");
  }

  @Test
  public void aFileIsReplacedWithTwoRequests() throws Exception {
    requests(() -> create("/a.csv"), "LIST a.csv", "PUT " + A);
    requests(() -> create("/d/c.gz"), "LIST d/c.gz", "PUT d/c.gz");
  }

  @Test
  public void aNewFileTakesALookForAFileAboveItOnce() throws Exception {
    requests(() -> create("/d/n1"), "LIST d/n1", "LIST d", "PUT d/n1" + PathMapper.SUFFIX);
    requests(() -> create("/d/n2"), "LIST d/n2", "PUT d/n2" + PathMapper.SUFFIX);
    requests(() -> create("/x/y/z.gz"), "LIST x/y/z.gz", "LIST x/y", "LIST x", "PUT x/y/z.gz");
    requests(() -> create("/top.gz"), "LIST top.gz", "PUT top.gz");
  }

  @Test
  public void exclusiveCreationTakesTwoRequests() throws Exception {
    requests(
        () -> fs.create(path("/new"), false).close(), "LIST new", "PUT new" + PathMapper.SUFFIX);
    requests(
        () ->
            assertThatThrownBy(() -> fs.create(path("/a.csv"), false))
                .isInstanceOf(FileAlreadyExistsException.class),
        "LIST a.csv");
  }

  @Test
  public void withThePerformanceFlagNothingIsLookedFor() throws Exception {
    requests(
        () -> createQuickly("/d/n", "fs.s3a.create.performance"), "PUT d/n" + PathMapper.SUFFIX);
    requestsInAnyOrder(
        () -> createQuickly("/d/n.gz", "fs.s3dl.create.performance"),
        "HEAD d/n.gz" + PathMapper.SUFFIX,
        "PUT d/n.gz");
    fresh("fs.s3dl.create.performance", "true");
    requests(() -> create("/d/n"), "PUT d/n" + PathMapper.SUFFIX);
    requestsInAnyOrder(
        () -> create("/other.gz"),
        "HEAD other.gz" + PathMapper.SUFFIX,
        "PUT other.gz",
        "DELETE other.gz" + PathMapper.SUFFIX);
  }

  @Test
  public void theOtherFormThatWasSeenIsRemoved() throws Exception {
    requests(
        () -> create("/plain.csv"),
        "LIST plain.csv",
        "PUT plain.csv" + PathMapper.SUFFIX,
        "DELETE plain.csv");
    requests(
        () -> create("/other.gz"),
        "LIST other.gz",
        "PUT other.gz",
        "DELETE other.gz" + PathMapper.SUFFIX);
  }

  @Test
  public void nothingIsMadeBelowAFile() {
    assertThatThrownBy(() -> create("/a.csv/x/y")).isInstanceOf(ParentNotDirectoryException.class);
    assertThatThrownBy(() -> create("/d")).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  public void amongManyThatBeginAlikeAtMostFourRequestsFind() throws Exception {
    for (int i = 0; i < 1500; i++) {
      files.put("/P-" + i, SMALL);
      files.put("/Q.gz-" + i, SMALL);
    }
    files.put("/P/x.gz", SMALL);
    files.put("/Q.gz/x.gz", SMALL);
    requests(() -> status("/P"), "TAIL P" + PathMapper.SUFFIX, "LIST P", "LIST P/");
    requestsInAnyOrder(
        () -> status("/Q.gz"),
        "HEAD Q.gz",
        "LIST Q.gz",
        "HEAD Q.gz" + PathMapper.SUFFIX,
        "LIST Q.gz/");
    assertThat(fs.getFileStatus(path("/P")).isDirectory()).isTrue();
    assertThat(fs.getFileStatus(path("/Q.gz")).isDirectory()).isTrue();
    files.put("/P", SMALL);
    assertThat(fs.getFileStatus(path("/P")).isFile()).isTrue();
    files.put("/Q.gz" + PathMapper.SUFFIX, store.objects().bytes(A));
    assertThat(fs.getFileStatus(path("/Q.gz")).getLen()).isEqualTo(SMALL.length);
    requests(() -> missing("/P-"), "TAIL P-" + PathMapper.SUFFIX, "LIST P-");
  }
}
