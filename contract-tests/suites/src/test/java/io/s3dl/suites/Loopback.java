package io.s3dl.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;

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

  static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException failure = new InterruptedIOException("Interrupted");
    failure.initCause(cause);
    return failure;
  }
}
