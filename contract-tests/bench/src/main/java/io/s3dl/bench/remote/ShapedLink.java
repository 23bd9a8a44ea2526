package io.s3dl.bench.remote;

import io.s3dl.harness.SlowProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A busy executor's share of a network, by a proxy in a process of its own, so that its CPU time is
 * nobody's.
 */
public final class ShapedLink implements SlowLink {

  static final long LATENCY_MILLIS = 30;
  private static final long MEGA = 1_000_000;
  private static final long BYTES_A_SECOND = 90 * MEGA;
  private static final long BYTES_A_SECOND_IN_ALL = 125 * MEGA;
  private static final int PATIENCE_SECONDS = 10;

  private final Process process;
  private final URI endpoint;

  private ShapedLink(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Begins one to a server. */
  public static ShapedLink start(URI server) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-Dlog4j.configuration=" + System.getProperty("log4j.configuration", ""),
                    "-cp",
                    System.getProperty("java.class.path"),
                    SlowProxy.class.getName(),
                    server.toString(),
                    String.valueOf(LATENCY_MILLIS),
                    String.valueOf(BYTES_A_SECOND),
                    String.valueOf(BYTES_A_SECOND_IN_ALL)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    boolean started = false;
    try {
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
      String port = out.readLine();
      if (port == null) {
        throw new IOException("The proxy of the slow link did not start");
      }
      started = true;
      return new ShapedLink(process, URI.create("http://127.0.0.1:" + port));
    } finally {
      if (!started) {
        process.destroy();
      }
    }
  }

  @Override
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public String description() {
    return LATENCY_MILLIS
        + " ms before each request, "
        + BYTES_A_SECOND / MEGA
        + " MB/s a connection and "
        + BYTES_A_SECOND_IN_ALL / MEGA
        + " MB/s in all, each way";
  }

  /** Ends the proxy, which ends with its standard input. */
  @Override
  public void close() throws IOException {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw (InterruptedIOException) new InterruptedIOException("Interrupted").initCause(e);
    }
  }
}
