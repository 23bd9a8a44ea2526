package io.s3dl.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What the places on servers of this machine have in common. */
final class Loopback {

  /** The property with the authority of the file system of the class that runs. */
  static final String NAME = "s3dl.test.bucket";

  private Loopback() {}

  /** Fails unless there is a place, and the configuration looks for its server on this machine. */
  static void require(SuiteTarget target, Configuration conf) {
    assertThat(System.getProperty(NAME)).as(NAME).isNotNull();
    URI endpoint = target.endpoint(conf);
    assertThat(endpoint.getHost()).as(target.endpointKey()).isNotNull();
    try {
      assertThat(InetAddress.getByName(endpoint.getHost()).isLoopbackAddress())
          .as("%s is on loopback", endpoint)
          .isTrue();
    } catch (IOException e) {
      throw new AssertionError("The address of " + endpoint, e);
    }
  }

  /** The keys of a place that begin with a prefix. */
  interface Keys {
    List<String> of(String prefix) throws IOException, InterruptedException;
  }

  /** Fails unless what the scheme under test writes is found in the place. */
  static void prove(SuiteTarget target, Configuration conf, Keys keys) throws IOException {
    String name = "confined-" + UUID.randomUUID();
    Path path = new Path("/" + name);
    try (FileSystem fs = FileSystem.newInstance(target.uri(), conf)) {
      fs.create(path, false).close();
      assertThat(keys.of(name)).as("keys %s* of %s", name, target.uri()).hasSize(1);
      fs.delete(path, false);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** What makes a place go. */
  interface Drop {
    void run() throws IOException, InterruptedException;
  }

  /** Ends a place. */
  static void end(Drop place) throws IOException {
    System.clearProperty(NAME);
    try {
      place.run();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException failure = new InterruptedIOException("Interrupted");
    failure.initCause(cause);
    return failure;
  }
}
