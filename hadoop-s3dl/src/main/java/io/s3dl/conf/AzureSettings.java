package io.s3dl.conf;

import io.s3dl.store.Secret;
import io.s3dl.store.azure.AzureCloud;
import io.s3dl.store.azure.AzureWriteSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of Azure Blob Storage. Each may be set for a container, as {@code
 * fs.s3dl.bucket.CONTAINER@ACCOUNT.azure.…}, and for an account, as {@code
 * fs.s3dl.bucket.ACCOUNT.azure.…}.
 */
public final class AzureSettings {

  /** What all keys of this store begin with. */
  static final String AREA = "fs.s3dl.azure.";

  private static final long MIN_PART_BYTES = 1 << 20;

  /** By what somebody proves who he is. */
  public enum Auth {
    AUTO,
    SHARED_KEY,
    SAS,
    CONNECTION_STRING,
    MANAGED_IDENTITY,
    WORKLOAD_IDENTITY,
    CLIENT_SECRET,
    CLIENT_CERTIFICATE,
    AZURE_CLI,
    ANONYMOUS
  }

  public static final Setting<Optional<URI>> ENDPOINT =
      SettingTypes.address(
          AREA + "endpoint",
          "azdl: the address of the account's blob service, of an emulator with the account in the"
              + " path: http://127.0.0.1:10000/devstoreaccount1. Without one it is that of the"
              + " connection string, or the account's in the cloud.");

  public static final Setting<AzureCloud> CLOUD =
      SettingTypes.choice(
          AREA + "cloud",
          AzureCloud.class,
          AzureCloud.PUBLIC,
          "Which of Azure's clouds the account and its identities are in. Host names of Azure's in"
              + " the endpoint or in the file system's address tell it by themselves.");

  public static final Setting<Auth> AUTH =
      SettingTypes.choice(
          AREA + "auth",
          Auth.class,
          Auth.AUTO,
          "By what requests prove who sends them. auto: by what is set for the container, else for"
              + " the account, else for all: a connection string, an account key, a SAS token, a"
              + " client's secret, a client's certificate; else by the workload identity that the"
              + " environment names (AZURE_FEDERATED_TOKEN_FILE). Containers that everybody may read"
              + " want anonymous.");

  public static final Setting<Optional<Secret>> ACCOUNT_KEY =
      SettingTypes.secret(
          AREA + "account.key",
          "shared-key: a key of the account. This, like all secrets here, may stand in a credential"
              + " file of Hadoop's (hadoop.security.credential.provider.path).");

  public static final Setting<Optional<Secret>> SAS_TOKEN =
      SettingTypes.secret(
          AREA + "sas.token",
          "sas: the token, with or without the question mark before it. It needs the permissions"
              + " racwdl.");

  public static final Setting<Optional<Secret>> CONNECTION_STRING =
      SettingTypes.secret(
          AREA + "connection.string",
          "connection-string: the account's, as the portal shows it, with a key or a SAS token.");

  public static final Setting<Optional<String>> CLIENT_ID =
      SettingTypes.optional(
          AREA + "client.id",
          "client-secret, client-certificate: the application. managed-identity: the one of several"
              + " that is meant. workload-identity: another than AZURE_CLIENT_ID.");

  public static final Setting<Optional<Secret>> CLIENT_SECRET =
      SettingTypes.secret(AREA + "client.secret", "client-secret: the application's secret.");

  public static final Setting<Optional<String>> TENANT_ID =
      SettingTypes.optional(
          AREA + "tenant.id",
          "client-secret, client-certificate: the tenant. workload-identity: another than"
              + " AZURE_TENANT_ID. azure-cli: another than the one that is logged in to.");

  public static final Setting<Optional<Path>> CLIENT_CERTIFICATE_FILE =
      SettingTypes.optionalFile(
          AREA + "client.certificate.file",
          "client-certificate: the file of the certificate and its private key, PEM, or PFX if its"
              + " name ends in pfx or p12.");

  public static final Setting<Optional<Secret>> CLIENT_CERTIFICATE_PASSWORD =
      SettingTypes.secret(
          AREA + "client.certificate.password", "client-certificate: the password of that file.");

  public static final ConnectionSettings CONNECTIONS =
      new ConnectionSettings(
          AREA,
          new ConnectionSettings.Differences(
              "How many unused connections are kept at most, and how many listings and deletions"
                  + " are under way at once.",
              "How long a connection may be silent within a request.",
              "Java's properties (https.proxyHost) decide.",
              false));

  public static final Setting<Optional<String>> USER_AGENT =
      SettingTypes.optional(
          AREA + "user.agent", "What stands first in the user agent, for the store's logs.");

  public static final Setting<Long> PART_SIZE =
      SettingTypes.bytes(
          AREA + "part.size",
          "8M",
          MIN_PART_BYTES,
          AzureWriteSettings.MAX_BLOCK_BYTES,
          "The size of an upload's first parts, each of which is a block. A file that fits one part"
              + " is written with one request. After every 5,000 parts the size doubles.");

  public static final Setting<Long> PART_SIZE_MAX =
      SettingTypes.bytes(
          AREA + "part.size.max",
          "4000M",
          MIN_PART_BYTES,
          AzureWriteSettings.MAX_BLOCK_BYTES,
          "What the size of parts does not grow beyond. With the defaults, 50,000 parts make 38.5"
              + " TiB. Large parts wait on the disk, see fs.s3dl.upload.memory.part.max.");

  public static final Setting<Optional<String>> ACCESS_TIER =
      SettingTypes.optionalOf(
          AREA + "access.tier",
          List.of("Hot", "Cool", "Cold"),
          "The access tier of new files; without one the account's.");

  public static final Setting<Optional<String>> CONTENT_TYPE =
      SettingTypes.optional(
          AREA + "content.type", "The content type of new files for which the program names none.");

  public static final Setting<Map<String, String>> METADATA =
      SettingTypes.pairs(
          AREA + "metadata",
          "names of letters, digits and underscores that begin with no digit and not with s3dl_ or"
              + " hdi_, the same in upper and lower case; values of printable ASCII characters;"
              + " 2 KB together",
          metadata -> S3ObjectSettings.areMetadata(metadata, "(?!s3dl_|hdi_)[a-z_][a-z0-9_]*"),
          "Metadata of new files.");

  private static final List<Setting<?>> ACCOUNT =
      List.of(
          ENDPOINT,
          CLOUD,
          AUTH,
          ACCOUNT_KEY,
          SAS_TOKEN,
          CONNECTION_STRING,
          CLIENT_ID,
          CLIENT_SECRET,
          TENANT_ID,
          CLIENT_CERTIFICATE_FILE,
          CLIENT_CERTIFICATE_PASSWORD);

  private static final List<Setting<?>> FILES =
      List.of(USER_AGENT, PART_SIZE, PART_SIZE_MAX, ACCESS_TIER, CONTENT_TYPE, METADATA);

  private AzureSettings() {}

  /** All keys of this store. */
  static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(ACCOUNT);
    all.addAll(CONNECTIONS.all());
    all.addAll(FILES);
    return Collections.unmodifiableList(all);
  }
}
