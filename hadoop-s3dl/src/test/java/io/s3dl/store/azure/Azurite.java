package io.s3dl.store.azure;

import static org.junit.Assume.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Microsoft's emulator of the blob service: one that runs already, or one that is started once for
 * all tests of a JVM, keeps everything in memory and ends with the JVM.
 */
public final class Azurite {

  /** The one account that it has. */
  public static final String ACCOUNT = "devstoreaccount1";

  /** The one that Microsoft has published for its emulators. */
  public static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  /** Names the address of the blob service of one that runs, with the account's path. */
  private static final String ADDRESS = "S3DL_AZURITE_ENDPOINT";

  /** Names its program for blobs, dist/src/blob/main.js in the package azurite. */
  private static final String PROGRAM = "S3DL_AZURITE";

  private static final String REQUIRED = "S3DL_REQUIRE";
  private static final Duration START = Duration.ofMinutes(1);

  private Azurite() {}

  /**
   * The address of the account; without an emulator, tests are skipped, or fail if one is required.
   */
  public static URI endpoint() {
    String address = System.getenv(ADDRESS);
    if (address != null) {
      return URI.create(address);
    }
    String program = System.getenv(PROGRAM);
    String why =
        "No Azurite: npm install azurite, and name its node_modules/azurite/dist/src/blob/main.js"
            + " in "
            + PROGRAM;
    boolean required =
        List.of(System.getenv().getOrDefault(REQUIRED, "").split("[ ,]+")).contains("azurite");
    if (program == null && required) {
      throw new AssertionError(why + "; " + REQUIRED + " contains azurite");
    }
    assumeTrue(why, program != null);
    return Started.ENDPOINT;
  }

  /** Makes a container, and tells its name. */
  public static String newContainer() throws IOException {
    return AzureStores.created(AzureStores.options(endpoint(), "c" + UUID.randomUUID()))
        .container();
  }

  /** Started when it is first asked for. */
  private static final class Started {
    private static final URI ENDPOINT = start(System.getenv(PROGRAM));

    private static URI start(String program) {
      try {
        int port = freePort();
        File log = File.createTempFile("azurite", ".log");
        log.deleteOnExit();
        Process process =
            new ProcessBuilder(
                    "node",
                    program,
                    "--blobHost",
                    "127.0.0.1",
                    "--blobPort",
                    Integer.toString(port),
                    "--silent",
                    "--skipApiVersionCheck",
                    "--disableTelemetry",
                    "--inMemoryPersistence")
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        await(port, process, log);
        return URI.create("http://127.0.0.1:" + port + "/" + ACCOUNT);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }

    private static void await(int port, Process process, File log) throws IOException {
      Instant end = Instant.now().plus(START);
      while (Instant.now().isBefore(end) && process.isAlive()) {
        try {
          new Socket(InetAddress.getLoopbackAddress(), port).close();
          return;
        } catch (IOException e) {
          pause(process);
        }
      }
      throw new IOException("Azurite does not start; see " + log);
    }

    private static void pause(Process process) throws IOException {
      try {
        process.waitFor(100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while Azurite starts", e);
      }
    }
  }
}
