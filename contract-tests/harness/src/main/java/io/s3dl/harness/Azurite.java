package io.s3dl.harness;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Microsoft's emulator of Azure Blob Storage, through {@code contract-tests/servers/azurite.sh}. A
 * build that has started one already names it in {@code S3DL_AZURITE_ENDPOINT}; otherwise one is
 * started for this JVM, and ends with it.
 */
public final class Azurite {

  /** The one account of the emulator. */
  public static final String ACCOUNT = "devstoreaccount1";

  /** Its key, which Microsoft has published. */
  public static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  /** The address of the account in an emulator that runs already. */
  public static final String ENDPOINT = "S3DL_AZURITE_ENDPOINT";

  private static final String NAME = "azurite";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final URI endpoint;
  private final String whyNot;

  private Azurite(URI endpoint, String whyNot) {
    this.endpoint = endpoint;
    this.whyNot = whyNot;
  }

  /** The one that this JVM uses, started at the first call. */
  public static Azurite shared() {
    return Shared.INSTANCE;
  }

  /**
   * The address of the account, or null where no emulator can be had.
   *
   * @throws AssertionError if none can be had but {@code S3DL_REQUIRE} contains azurite
   */
  public URI endpoint() {
    if (endpoint == null && required()) {
      throw new AssertionError(whyNot + "; and " + CephRgw.REQUIRED + " contains " + NAME);
    }
    return endpoint;
  }

  /** One line: why there is no emulator, and how to get one. */
  public String whyNot() {
    return whyNot;
  }

  /** Creates a container with a name of its own. */
  public AzureContainer newContainer(String prefix) throws IOException, InterruptedException {
    String name = prefix + "-" + UUID.randomUUID().toString().substring(0, 13);
    AzureContainer container = new AzureContainer(endpoint, name);
    container.create();
    return container;
  }

  private static boolean required() {
    String names = System.getenv().getOrDefault(CephRgw.REQUIRED, "");
    return List.of(names.split("[ ,]+", -1)).contains(NAME);
  }

  private static Azurite find(Map<String, String> environment) {
    String named = environment.getOrDefault(ENDPOINT, "");
    if (!named.isEmpty()) {
      return new Azurite(URI.create(named), "");
    }
    try {
      return new Azurite(start(), "");
    } catch (IOException e) {
      return new Azurite(null, "Azurite did not start: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Azurite(null, "Interrupted while Azurite was starting");
    }
  }

  private static URI start() throws IOException, InterruptedException {
    String port = ServerScript.freePorts(1).get(0).toString();
    ServerScript.start(
        "azurite.sh",
        ENDPOINT,
        Map.of(
            "S3DL_AZURITE_DIR",
            ServerScript.newDirectory("s3dl-azurite-").toString(),
            "S3DL_AZURITE_PORT",
            port,
            "S3DL_AZURITE_OWNER",
            ServerScript.THIS_PROCESS),
        PATIENCE);
    return URI.create("http://127.0.0.1:" + port + "/" + ACCOUNT);
  }

  private static final class Shared {
    static final Azurite INSTANCE = find(System.getenv());
  }
}
