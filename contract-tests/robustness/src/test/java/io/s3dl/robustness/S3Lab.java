package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.harness.EmbeddedS3;
import io.s3dl.harness.FaultProxy;
import io.s3dl.harness.S3Bucket;
import io.s3dl.harness.S3Server;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
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
 * A bucket of a server in this JVM, with file systems that reach it through a proxy and others that
 * reach it directly. All of it goes with the test.
 */
final class S3Lab extends ExternalResource {

  /** What S3 takes as the smallest part. */
  static final int PART = 5 << 20;

  /** No divisor of any size that is used. */
  private static final int ODD_CHUNK = 1_234_567;

  private final boolean compressed;
  private final long bytesEach;
  private final TemporaryFolder scratch = new TemporaryFolder(new File("target"));
  private final List<FileSystem> open = new ArrayList<>();

  private S3Server server;
  private S3Bucket bucket;
  private FaultProxy proxy;

  /**
   * A lab that is set up before each test.
   *
   * @param compressed the form in which files are written
   * @param bytesEach what each connection through the proxy carries in a second; 0 for no bound
   */
  S3Lab(boolean compressed, long bytesEach) {
    this.compressed = compressed;
    this.bytesEach = bytesEach;
  }

  @Override
  protected void before() throws Exception {
    scratch.create();
    server = EmbeddedS3.shared();
    bucket = server.newBucket("robust");
    proxy = FaultProxy.before(server.endpoint(), bytesEach, 0);
  }

  @Override
  protected void after() {
    try {
      for (FileSystem fs : open) {
        fs.close();
      }
      proxy.close();
      bucket.drop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      scratch.delete();
    }
  }

  S3Bucket bucket() {
    return bucket;
  }

  FaultProxy proxy() {
    return proxy;
  }

  /** A file system whose requests take the way through the proxy. */
  FileSystem proxied(String... settings) throws IOException {
    return open(proxy.endpoint(), bucket, settings);
  }

  /** One of another bucket, through the proxy too. */
  FileSystem proxied(S3Bucket other) throws IOException {
    return open(proxy.endpoint(), other);
  }

  /** A file system that has no troubles. */
  FileSystem direct(String... settings) throws IOException {
    return open(server.endpoint(), bucket, settings);
  }

  private FileSystem open(URI endpoint, S3Bucket where, String... settings) throws IOException {
    Configuration conf = conf(server.through(endpoint), compressed);
    conf.set("fs.s3dl.buffer.dir", scratch.getRoot().getAbsolutePath());
    conf.set("fs.s3dl.s3.part.size", "5M");
    conf.set("fs.s3dl.s3.socket.timeout", "1s");
    conf.set("fs.s3dl.retry.delay", "5ms");
    conf.set("fs.s3dl.retry.after.max", "50ms");
    for (int i = 0; i < settings.length; i += 2) {
      conf.set(settings[i], settings[i + 1]);
    }
    FileSystem fs = FileSystem.newInstance(uri(where), conf);
    open.add(fs);
    return fs;
  }

  static URI uri(S3Bucket bucket) {
    return URI.create("s3dl://" + bucket.name() + "/");
  }

  /** What leads to a server, and the form of files. */
  static Configuration conf(S3Server server, boolean compressed) {
    Configuration conf = new Configuration();
    conf.set("fs.s3dl.s3.endpoint", server.endpoint().toString());
    conf.set("fs.s3dl.s3.region", S3Server.REGION);
    conf.set("fs.s3dl.s3.path.style", "true");
    conf.set("fs.s3dl.s3.store", server.name());
    conf.set("fs.s3dl.s3.access.key", server.accessKey());
    conf.set("fs.s3dl.s3.secret.key", server.secretKey());
    conf.set("fs.s3dl.compression.codec", compressed ? "zstd" : "none");
    return conf;
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
    assertThat(bucket.unfinishedUploads()).as("unfinished uploads").isEmpty();
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
