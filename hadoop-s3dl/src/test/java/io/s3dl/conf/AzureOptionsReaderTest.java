package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.PartSizes;
import io.s3dl.store.Secret;
import io.s3dl.store.azure.AzureCloud;
import io.s3dl.store.azure.AzureCredentialOptions.Kind;
import io.s3dl.store.azure.AzureOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class AzureOptionsReaderTest {

  private static final String KEY = "a2V5";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final Configuration conf = new Configuration(false);

  private AzureOptions read() throws IOException {
    return read("logs@acme");
  }

  private AzureOptions read(String authority) throws IOException {
    return SettingReader.azureOptions(conf, authority);
  }

  private String secret() throws IOException {
    return read().credentials().secret().map(Secret::reveal).orElse("");
  }

  /** A key or a default changes only together with this table. */
  @Test
  public void keysAndDefaultsAreTheOnesThatWereDecided() {
    Map<String, Object> expected = new TreeMap<>();
    expected.put("cloud", AzureCloud.PUBLIC);
    expected.put("auth", AzureSettings.Auth.AUTO);
    expected.put("connections.max", 128);
    expected.put("connections.idle", Duration.ofMinutes(1));
    expected.put("connect.timeout", Duration.ofSeconds(10));
    expected.put("socket.timeout", Duration.ofMinutes(1));
    expected.put("call.timeout", Duration.ZERO);
    expected.put("proxy.port", 8080);
    expected.put("proxy.direct.hosts", List.of());
    expected.put("part.size", 8L << 20);
    expected.put("part.size.max", 4000L << 20);
    expected.put("metadata", Map.of());
    String unset =
        "endpoint account.key sas.token connection.string client.id client.secret tenant.id"
            + " client.certificate.file client.certificate.password tls.ca.file proxy.host"
            + " proxy.user proxy.password user.agent access.tier content.type";
    List.of(unset.split(" ", -1)).forEach(name -> expected.put(name, Optional.empty()));
    Map<String, Object> actual = new TreeMap<>();
    SettingReader reader = new SettingReader(conf, "logs@acme");
    for (Setting<?> setting : AzureSettings.all()) {
      actual.put(setting.name().substring(AzureSettings.AREA.length()), reader.get(setting));
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  public void anAccountsKeyIsEnough() throws IOException {
    conf.set("fs.s3dl.azure.account.key", KEY);
    AzureOptions options = read();
    assertThat(options.container()).isEqualTo("logs");
    assertThat(options.account()).isEqualTo("acme");
    assertThat(options.endpoint()).isEqualTo(URI.create("https://acme.blob.core.windows.net"));
    assertThat(options.credentials().kind()).isEqualTo(Kind.SHARED_KEY);
    assertThat(options.connections().proxy()).isEmpty();
    assertThat(options.writes().parts())
        .isEqualTo(new PartSizes(8 << 20, 5000, 4000L << 20, 50_000, 1));
    assertThat(options.toString()).doesNotContain(KEY);
  }

  @Test
  public void theNearestLevelsSecretCounts() throws IOException {
    conf.set("fs.s3dl.azure.connection.string", "AccountName=other;AccountKey=b3RoZXI=");
    conf.set("fs.s3dl.bucket.acme.azure.account.key", KEY);
    assertThat(secret()).isEqualTo(KEY);
    conf.set("fs.s3dl.bucket.logs@acme.azure.sas.token", "?sv=1&sig=s");
    assertThat(read().credentials().kind()).isEqualTo(Kind.SAS);
    assertThat(secret()).isEqualTo("sv=1&sig=s");
    assertThat(read("data@acme").credentials().kind()).isEqualTo(Kind.SHARED_KEY);
    conf.set("fs.s3dl.bucket.acme.azure.auth", "shared-key");
    assertThat(secret()).isEqualTo(KEY);
  }

  @Test
  public void aHostNameIsAnAccountToo() throws IOException {
    conf.set("fs.s3dl.bucket.acme.azure.account.key", KEY);
    AzureOptions options = read("logs@acme.dfs.core.chinacloudapi.cn");
    assertThat(options.account()).isEqualTo("acme");
    assertThat(options.endpoint()).isEqualTo(URI.create("https://acme.blob.core.chinacloudapi.cn"));
    assertThat(options.cloud()).isEqualTo(AzureCloud.CHINA);
    assertThat(read("$web@acme.blob.core.windows.net").container()).isEqualTo("$web");
  }

  @Test
  public void cloudsHaveTheirOwnAddresses() throws IOException {
    conf.set("fs.s3dl.azure.account.key", KEY);
    Map<String, String> addresses =
        Map.of(
            "public", "https://acme.blob.core.windows.net",
            "china", "https://acme.blob.core.chinacloudapi.cn",
            "usgovernment", "https://acme.blob.core.usgovcloudapi.net");
    for (Map.Entry<String, String> cloud : addresses.entrySet()) {
      conf.set("fs.s3dl.azure.cloud", cloud.getKey());
      assertThat(read().endpoint()).isEqualTo(URI.create(cloud.getValue()));
    }
  }

  @Test
  public void aConnectionStringSaysWhereAndWho() throws IOException {
    conf.set(
        "fs.s3dl.azure.connection.string",
        "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey="
            + KEY
            + "==;EndpointSuffix=core.usgovcloudapi.net");
    AzureOptions options = read();
    assertThat(options.endpoint())
        .isEqualTo(URI.create("https://acme.blob.core.usgovcloudapi.net"));
    assertThat(options.cloud()).isEqualTo(AzureCloud.USGOVERNMENT);
    assertThat(secret()).isEqualTo(KEY + "==");
    conf.set(
        "fs.s3dl.azure.connection.string",
        "BlobEndpoint=http://127.0.0.1:1/acme;SharedAccessSignature=sv=1&sig=s");
    assertThat(read().endpoint()).isEqualTo(URI.create("http://127.0.0.1:1/acme"));
    assertThat(read().credentials().kind()).isEqualTo(Kind.SAS);
    conf.set("fs.s3dl.azure.endpoint", "http://127.0.0.1:2/acme");
    assertThat(read().endpoint()).isEqualTo(URI.create("http://127.0.0.1:2/acme"));
  }

  @Test
  public void theEmulatorHasAConnectionStringOfItsOwn() throws IOException {
    conf.set("fs.s3dl.azure.connection.string", "UseDevelopmentStorage=true");
    AzureOptions options = read("logs@devstoreaccount1");
    assertThat(options.endpoint()).isEqualTo(URI.create("http://127.0.0.1:10000/devstoreaccount1"));
    assertThat(options.credentials().kind()).isEqualTo(Kind.SHARED_KEY);
    assertThatIllegalArgumentException().isThrownBy(() -> read("logs@acme"));
  }

  @Test
  public void tokensOfIdentitiesAreNotSentToWhoeverListens() {
    conf.set("fs.s3dl.azure.auth", "managed-identity");
    conf.set("fs.s3dl.azure.endpoint", "http://127.0.0.1:1/acme");
    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessageContaining("fs.s3dl.azure.endpoint is http")
        .withMessageContaining("over https only");
  }

  @Test
  public void connectionStringsThatAreWrongAreNotRepeated() {
    for (String wrong :
        new String[] {
          "AccountName=other;AccountKey=hunter2", "hunter2", "AccountName=acme;X=hunter2"
        }) {
      conf.set("fs.s3dl.azure.connection.string", wrong);
      assertThatIllegalArgumentException()
          .isThrownBy(this::read)
          .withMessageContaining("fs.s3dl.azure.connection.string")
          .satisfies(e -> assertThat(e).hasMessageNotContaining("hunter2"));
    }
  }

  @Test
  public void secretsMayStandInACredentialFile() throws Exception {
    conf.set(
        CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH,
        "jceks://file" + temporary.getRoot() + "/keys.jceks");
    CredentialProvider file = CredentialProviderFactory.getProviders(conf).get(0);
    file.createCredentialEntry("fs.s3dl.bucket.logs@acme.azure.account.key", KEY.toCharArray());
    file.flush();
    assertThat(secret()).isEqualTo(KEY);
  }

  @Test
  public void nothingIsGuessed() {
    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessageContaining("fs.s3dl.azure.account.key")
        .withMessageContaining("managed-identity");
  }

  @Test
  public void identitiesNeedWhatTheyNeed() throws IOException {
    conf.set("fs.s3dl.azure.auth", "client-secret");
    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessage("fs.s3dl.azure.auth is client-secret, but fs.s3dl.azure.client.id is not set");
    conf.set("fs.s3dl.azure.client.id", "c");
    conf.set("fs.s3dl.azure.tenant.id", "t");
    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessageContaining("fs.s3dl.azure.client.secret is not set");
    conf.set("fs.s3dl.azure.client.secret", "s");
    assertThat(read().credentials().tenantId()).contains("t");
    conf.set("fs.s3dl.azure.auth", "managed-identity");
    assertThat(read().credentials().kind()).isEqualTo(Kind.MANAGED_IDENTITY);
    assertThat(read().credentials().secret()).isEmpty();
  }

  @Test
  public void namesOfOursAreNoMetadata() throws IOException {
    conf.set("fs.s3dl.azure.auth", "anonymous");
    conf.set("fs.s3dl.azure.metadata", "team=a, Cost_Centre=7");
    assertThat(read().writes().metadata()).containsOnlyKeys("team", "Cost_Centre");
    for (String wrong : new String[] {"s3dl_mode=1", "hdi_isfolder=true", "a-b=1", "1a=1"}) {
      conf.set("fs.s3dl.azure.metadata", wrong);
      assertThatIllegalArgumentException().isThrownBy(this::read);
    }
  }

  @Test
  public void addressesOfAnotherFormAreRefusedAndNotRepeated() {
    conf.set("fs.s3dl.azure.auth", "anonymous");
    for (String wrong :
        new String[] {"acme", "logs:hunter2@acme", "logs@acme:80", "lo_gs@acme", "@acme"}) {
      assertThatThrownBy(
              () ->
                  FileSystem.newInstance(URI.create("azdl://" + wrong + "/"), new Configuration()))
          .as(wrong)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("azdl://CONTAINER@ACCOUNT/");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("logs:hunter2@acme"))
        .satisfies(e -> assertThat(e).hasMessageNotContaining("hunter2"));
  }
}
