package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.harness.FaultProxy;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/**
 * A place in a store, with file systems that reach it through a proxy and others that reach it
 * directly. All of it goes with the test.
 */
final class Lab extends ExternalResource {

  /** What S3 takes as the smallest part. */
  static final int PART = 5 << 20;

  /** No divisor of any size that is used. */
  private static final int ODD_CHUNK = 1_234_567;

  private final RemoteStore store;
  private final boolean compressed;
  private final long bytesEach;
  private final TemporaryFolder scratch = new TemporaryFolder(new File("target"));
  private final List<FileSystem> open = new ArrayList<>();

  private Place place;
  private FaultProxy proxy;

  /**
   * A lab that is set up before each test.
   *
   * @param compressed the form in which files are written
   * @param bytesEach what each connection through the proxy carries in a second; 0 for no bound
   */
  Lab(RemoteStore store, boolean compressed, long bytesEach) {
    this.store = store;
    this.compressed = compressed;
    this.bytesEach = bytesEach;
  }

  @Override
  protected void before() throws Exception {
    place = store.newPlace("robust");
    scratch.create();
    proxy = FaultProxy.before(place.server(), bytesEach, 0);
  }

  @Override
  protected void after() {
    try {
      for (FileSystem fs : open) {
        fs.close();
      }
      proxy.close();
      place.drop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      scratch.delete();
    }
  }

  RemoteStore store() {
    return store;
  }

  Place place() {
    return place;
  }

  FaultProxy proxy() {
    return proxy;
  }

  /** How many requests for a purpose have come through the proxy. */
  int requests(Purpose purpose) {
    return (int) proxy.log().entries().stream().filter(entry -> purpose.test(entry.call())).count();
  }

  /** The name of a setting that each store has. */
  String key(String name) {
    return place.area() + name;
  }

  /** A file system whose requests take the way through the proxy. */
  FileSystem proxied(String... settings) throws IOException {
    return open(place.through(proxy.endpoint()), settings);
  }

  /** One of another place, through the proxy too. */
  FileSystem proxied(FilledPlace other) throws IOException {
    return open(other.through(proxy));
  }

  /** A file system that has no troubles. */
  FileSystem direct(String... settings) throws IOException {
    return open(place, settings);
  }

  private FileSystem open(Place where, String... settings) throws IOException {
    Configuration conf = new Configuration();
    where.configure(conf);
    conf.set("fs.s3dl.compression.codec", compressed ? "zstd" : "none");
    conf.set("fs.s3dl.buffer.dir", scratch.getRoot().getAbsolutePath());
    conf.set(key("part.size"), "5M");
    conf.set(key("socket.timeout"), "1s");
    conf.set("fs.s3dl.retry.delay", "5ms");
    conf.set("fs.s3dl.retry.after.max", "50ms");
    for (int i = 0; i < settings.length; i += 2) {
      conf.set(settings[i], settings[i + 1]);
    }
    FileSystem fs = FileSystem.newInstance(where.uri(), conf);
    open.add(fs);
    return fs;
  }

  /**
   * Closes the file systems, and fails if a connection is still lent, if a thread, buffer or file
   * is left of them, or an upload in the store.
   */
  void endWithoutLeaks() throws Exception {
    for (FileSystem fs : open) {
      assertThat(Connections.leased(fs)).as("connections that are lent").isZero();
    }
    Leaks.closeWithout(scratch.getRoot().toPath(), open);
    assertThat(place.unfinishedUploads()).as("unfinished uploads").isEmpty();
  }

  /** Bytes that do not shrink. */
  static byte[] content(int seed, int length) {
    byte[] content = new byte[length];
    new Random(seed).nextBytes(content);
    return content;
  }

  /** Writes a file in chunks of an odd size. */
  static void write(FileSystem fs, Path path, boolean overwrite, byte[] content)
      throws IOException {
    try (FSDataOutputStream out = fs.create(path, overwrite)) {
      writeOddly(out, content);
    }
  }

  static void writeOddly(FSDataOutputStream out, byte[] content) throws IOException {
    for (int at = 0; at < content.length; at += ODD_CHUNK) {
      out.write(content, at, Math.min(ODD_CHUNK, content.length - at));
    }
  }

  /** Reads a file to its end. */
  static byte[] read(FileSystem fs, Path path) throws IOException {
    try (FSDataInputStream in = fs.open(path)) {
      return in.readAllBytes();
    }
  }
}
