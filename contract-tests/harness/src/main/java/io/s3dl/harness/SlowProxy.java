package io.s3dl.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;

/**
 * A program: a proxy that makes a server slow, in a process of its own, so that what it costs is on
 * nobody's account.
 */
public final class SlowProxy {

  private SlowProxy() {}

  /**
   * Prints the proxy's port and runs until the standard input ends, which it does with the process
   * that started this one.
   *
   * @param arguments the server's URI, the milliseconds that each request waits, and the bytes a
   *     second of a connection and of all together
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (FaultProxy proxy =
        FaultProxy.before(
            URI.create(arguments[0]), Long.parseLong(arguments[2]), Long.parseLong(arguments[3]))) {
      proxy.plan().latency(Duration.ofMillis(Long.parseLong(arguments[1])));
      System.out.println(proxy.endpoint().getPort());
      System.out.flush();
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
