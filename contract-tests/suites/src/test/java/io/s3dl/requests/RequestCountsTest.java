package io.s3dl.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.Assume.assumeTrue;

import io.s3dl.harness.FaultProxy;
import io.s3dl.harness.RequestLog;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/**
 * How many requests each operation takes, counted by a proxy. What was counted is written to {@code
 * target/requests}, for docs/requests.md; where {@code requests/SCHEME-FORM.tsv} has the numbers of
 * a scheme, they are exact.
 */
public class RequestCountsTest {

  /** What each scheme is compared with. */
  private static final Map<String, String> PEERS =
      Map.of("s3dl", "s3a-plain", "azdl", "abfs-plain");

  private static final int SMALL = 20_000;
  private static final int LARGE = 40_000_000;
  private static final int CHUNK = 1_000_000;
  private static final int OWN = 100;

  private final String scheme = System.getProperty("s3dl.test.scheme", "filedl");
  private final String form = System.getProperty("s3dl.test.form", "compressed");
  private final Map<String, String> counted = new LinkedHashMap<>();
  private CountedPlace place;
  private FaultProxy proxy;
  private FileSystem fs;

  /** What is counted. */
  private interface Operation {
    void run() throws IOException;
  }

  @Before
  public void setUp() throws Exception {
    String server = System.getProperty("s3dl.test.server", "disk");
    assumeTrue(
        "Requests are counted on S3Proxy and on Azurite",
        List.of("s3proxy", "azurite").contains(server));
    Files.createDirectories(java.nio.file.Path.of(System.getProperty("java.io.tmpdir")));
    place =
        server.equals("azurite") ? CountedContainer.create(scheme) : CountedBucket.create(scheme);
    proxy = FaultProxy.before(place.server());
    fs = open();
  }

  private FileSystem open() throws IOException {
    Configuration conf = new Configuration();
    conf.set("fs.s3dl.compression.codec", form.equals("plain") ? "none" : "zstd");
    place.configure(conf, proxy.endpoint());
    return FileSystem.newInstance(place.uri(), conf);
  }

  @After
  public void tearDown() throws Exception {
    if (fs != null) {
      fs.close();
    }
    if (proxy != null) {
      proxy.close();
    }
    if (place != null) {
      place.drop();
    }
  }

  @Test
  public void requestsOfEachOperation() throws IOException {
    files();
    directories();
    ownFiles();
    write();
    Map<String, String> expected = pinned(scheme + "-" + form);
    if (!expected.isEmpty()) {
      assertThat(counted).containsExactlyEntriesOf(expected);
    }
    if (PEERS.containsKey(scheme)) {
      noMoreThan(PEERS.get(scheme));
    }
  }

  /** But for what {@code SCHEME-extra.tsv} allows, with its reason. */
  private void noMoreThan(String peer) throws IOException {
    Map<String, String> its = pinned(peer);
    Map<String, String> extra = pinned(scheme + "-extra");
    assertThat(its).containsKeys(counted.keySet().toArray(String[]::new));
    counted.forEach(
        (name, count) ->
            assertThat(number(count))
                .as(name)
                .isLessThanOrEqualTo(
                    number(its.get(name)) + number(extra.getOrDefault(name, "0"))));
  }

  private static int number(String count) {
    return Integer.parseInt(count.split("\t", 2)[0]);
  }

  private void files() throws IOException {
    Path file = new Path("/d/file.txt");
    fs.mkdirs(new Path("/d"));
    create(file, true);
    count("status of an existing file", () -> fs.getFileStatus(file));
    count("status of a missing path", () -> missing(new Path("/d/missing.txt")));
    count("status of a directory", () -> fs.getFileStatus(new Path("/d")));
    count("open and read a small file", () -> read(file));
    count("create a new file", () -> create(new Path("/d/new.txt"), true));
    count("create over a file", () -> create(file, true));
    count("create exclusively", () -> create(new Path("/d/exclusive.txt"), false));
    count("create a file with permissions", () -> createWithMode(new Path("/d/private.txt")));
    count("create a file of 40 MB", this::createLarge);
    count("open it and read 1 kB in its middle", this::readMiddle);
    count("mkdirs", () -> fs.mkdirs(new Path("/made/below")));
    count("rename a file", () -> fs.rename(file, new Path("/d/renamed.txt")));
    count("delete a file", () -> fs.delete(new Path("/d/renamed.txt"), false));
  }

  private void directories() throws IOException {
    for (int entries : List.of(1, 1000, 2500)) {
      Path directory = fill("/list" + entries, entries);
      count("list " + entries + " entries", () -> list(directory, entries));
    }
    Path directory = fill("/tree", 500);
    count("content summary (du) of 500 files", () -> fs.getContentSummary(directory));
    Path renamed = new Path("/moved");
    count("rename a directory of 500 files", () -> fs.rename(directory, renamed));
    count("delete a directory of 500 files", () -> fs.delete(renamed, true));
  }

  /** What a file system that has not written them asks for. */
  private void ownFiles() throws IOException {
    Path directory = new Path("/own");
    for (int i = 0; i < OWN; i++) {
      create(new Path(directory, "part-%05d".formatted(i)), true);
    }
    Path file = new Path("/d/new.txt");
    fs.close();
    fs = open();
    count("status of a file, the first request", () -> fs.getFileStatus(file));
    count(
        "list 100 files that were written by the scheme",
        () ->
            assertThat(fs.listStatus(directory))
                .hasSize(OWN)
                .allMatch(status -> status.getLen() == SMALL));
    fs.close();
    fs = open();
    fs.getFileStatus(file);
    count(
        "content summary (du) of the same",
        () ->
            assertThat(fs.getContentSummary(directory).getLength()).isEqualTo((long) OWN * SMALL));
  }

  /** Objects that others wrote: what is counted is not how they came there. */
  private Path fill(String directory, int entries) throws IOException {
    try {
      for (int i = 0; i < entries; i++) {
        place.put(directory.substring(1) + "/part-%05d".formatted(i), new byte[] {1});
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
    return new Path(directory);
  }

  private void create(Path path, boolean overwrite) throws IOException {
    try (FSDataOutputStream out = fs.create(path, overwrite)) {
      out.write(new byte[SMALL]);
    }
  }

  /** As jobs are submitted: the permissions are set while the file is being written. */
  private void createWithMode(Path path) throws IOException {
    FsPermission permission = new FsPermission((short) 0600);
    try (FSDataOutputStream out = FileSystem.create(fs, path, permission)) {
      out.write(new byte[SMALL]);
    }
  }

  private void createLarge() throws IOException {
    Random random = new Random(7);
    byte[] chunk = new byte[CHUNK];
    try (FSDataOutputStream out = fs.create(new Path("/d/large.bin"), true)) {
      for (int written = 0; written < LARGE; written += CHUNK) {
        random.nextBytes(chunk);
        out.write(chunk);
      }
    }
  }

  private void readMiddle() throws IOException {
    try (FSDataInputStream in = fs.open(new Path("/d/large.bin"))) {
      in.readFully(LARGE / 2, new byte[1000]);
    }
  }

  private void read(Path path) throws IOException {
    try (FSDataInputStream in = fs.open(path)) {
      in.readFully(new byte[SMALL]);
    }
  }

  private void missing(Path path) {
    assertThatThrownBy(() -> fs.getFileStatus(path)).isInstanceOf(FileNotFoundException.class);
  }

  private void list(Path directory, int entries) throws IOException {
    assertThat(fs.listStatus(directory)).hasSize(entries);
  }

  private void count(String name, Operation operation) throws IOException {
    ended();
    proxy.log().clear();
    operation.run();
    ended();
    Map<String, Integer> kinds = answered();
    int sum = kinds.values().stream().mapToInt(Integer::intValue).sum();
    List<String> parts = new ArrayList<>();
    kinds.forEach((kind, number) -> parts.add(number + " " + kind));
    counted.put(name, sum + "\t" + String.join(", ", parts));
  }

  /**
   * By kind. Servers end connections that have not been used for some seconds: a request that meets
   * that end gets no answer, never came to the store, and is sent again.
   */
  private Map<String, Integer> answered() {
    Map<String, Integer> kinds = new TreeMap<>();
    for (RequestLog.Entry entry : proxy.log().entries()) {
      if (entry.status() != 0) {
        kinds.merge(entry.call().kind(), 1, Integer::sum);
      }
    }
    return kinds;
  }

  private void ended() throws IOException {
    try {
      proxy.log().awaitEnds();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  private void write() throws IOException {
    var file = java.nio.file.Path.of("target", "requests", scheme + "-" + form + ".tsv");
    Files.createDirectories(file.getParent());
    List<String> lines = new ArrayList<>();
    counted.forEach((name, count) -> lines.add(name + "\t" + count));
    Files.write(file, lines);
  }

  private Map<String, String> pinned(String table) throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    try (InputStream in = getClass().getResourceAsStream("/requests/" + table + ".tsv")) {
      if (in != null) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.split("\t", 2))
            .forEach(pair -> expected.put(pair[0], pair[1]));
      }
    }
    return expected;
  }
}
