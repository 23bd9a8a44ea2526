package io.s3dl.store.azure;

import static org.junit.Assume.assumeTrue;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Microsoft's emulator of the blob service: one that runs already, or one that {@code
 * contract-tests/servers/azurite.sh} starts once for all tests of a JVM, and that ends with it.
 */
public final class Azurite {

  /** The one account that it has. */
  public static final String ACCOUNT = "devstoreaccount1";

  /** The one that Microsoft has published for its emulators. */
  public static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  /** Names the address of the blob service of one that runs, with the account's path. */
  private static final String ADDRESS = "S3DL_AZURITE_ENDPOINT";

  private static final String REQUIRED = "S3DL_REQUIRE";
  private static final Path SCRIPT = Path.of("../contract-tests/servers/azurite.sh");
  private static final int START_SECONDS = 90;

  private Azurite() {}

  /**
   * The address of the account; without an emulator, tests are skipped, or fail if one is required.
   */
  public static URI endpoint() {
    String address = System.getenv(ADDRESS);
    if (address != null && !address.isEmpty()) {
      return URI.create(address);
    }
    String whyNot = Started.WHY_NOT;
    boolean required =
        List.of(System.getenv().getOrDefault(REQUIRED, "").split("[ ,]+")).contains("azurite");
    if (!whyNot.isEmpty() && required) {
      throw new AssertionError(whyNot + "; and " + REQUIRED + " contains azurite");
    }
    assumeTrue(whyNot, whyNot.isEmpty());
    return Started.ENDPOINT;
  }

  /** The account, for what others than we do there: this is nothing of ours. */
  public static BlobServiceClient service() {
    return new BlobServiceClientBuilder()
        .endpoint(endpoint().toString())
        .credential(new StorageSharedKeyCredential(ACCOUNT, KEY))
        .serviceVersion(BlobServiceVersion.V2025_11_05)
        .buildClient();
  }

  /** Makes a container, and tells its name. */
  public static String newContainer() {
    String name = "c" + UUID.randomUUID();
    service().createBlobContainer(name);
    return name;
  }

  /** Started when it is first asked for. */
  private static final class Started {
    static final URI ENDPOINT;
    static final String WHY_NOT;

    static {
      String whyNot;
      int port = 0;
      try {
        port = freePort();
        whyNot = start(port);
      } catch (IOException e) {
        whyNot = e.toString();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        whyNot = "Interrupted while Azurite starts";
      }
      WHY_NOT = whyNot;
      ENDPOINT = URI.create("http://127.0.0.1:" + port + "/" + ACCOUNT);
    }

    /** Returns why it cannot be started, or an empty text. */
    private static String start(int port) throws IOException, InterruptedException {
      Path said = Files.createTempFile("s3dl-azurite-", ".said");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(SCRIPT.toString(), "start")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        Path directory = said.resolveSibling("s3dl-azurite-" + UUID.randomUUID());
        builder.environment().put("S3DL_AZURITE_DIR", directory.toString());
        builder.environment().put("S3DL_AZURITE_PORT", Integer.toString(port));
        builder
            .environment()
            .put("S3DL_AZURITE_OWNER", Long.toString(ProcessHandle.current().pid()));
        Process process = builder.start();
        boolean ended = process.waitFor(START_SECONDS, TimeUnit.SECONDS);
        process.destroy();
        return ended && process.exitValue() == 0
            ? ""
            : "Azurite did not start: " + Files.readString(said).strip();
      } finally {
        Files.delete(said);
      }
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }
  }
}
