package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.s3dl.store.PartSizes;
import io.s3dl.store.RetryOptions;
import io.s3dl.store.Secret;
import io.s3dl.store.s3.S3CredentialLink;
import io.s3dl.store.s3.S3CredentialLink.Kind;
import io.s3dl.store.s3.S3CredentialsSource;
import io.s3dl.store.s3.S3Encryption;
import io.s3dl.store.s3.S3Feature;
import io.s3dl.store.s3.S3Features;
import io.s3dl.store.s3.S3Keys;
import io.s3dl.store.s3.S3Options;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.conf.Configured;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class S3OptionsReaderTest {

  private static final String KEY_32 = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final Configuration conf = new Configuration(false);

  @Test
  public void withoutAnyKeysItIsAmazonsStore() throws IOException {
    S3Options options = read();
    assertThat(options.bucket()).isEqualTo("logs");
    assertThat(options.requestBucket()).isEqualTo("logs");
    assertThat(options.endpoint().uri()).isEmpty();
    assertThat(options.endpoint().pathStyle()).isFalse();
    assertThat(options.features()).isEqualTo(S3Features.AWS);
    assertThat(options.credentials().keys()).isEmpty();
    assertThat(options.credentials().role()).isEmpty();
    assertThat(options.connections().http().proxy()).isEmpty();
    assertThat(options.writes().encryption()).isEqualTo(S3Encryption.NONE);
    assertThat(options.identification().facts()).isEmpty();
    assertThat(options.retries())
        .isEqualTo(
            new RetryOptions(
                8, Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofMinutes(1), 500));
  }

  @Test
  public void anotherStoresAddressMeansPathsAndNoFeatures() throws IOException {
    conf.set("fs.s3dl.s3.endpoint", "http://127.0.0.1:9000");
    assertThat(read().endpoint().pathStyle()).isTrue();
    assertThat(read().features()).isEqualTo(S3Features.OTHER);
    conf.set("fs.s3dl.s3.path.style", "false");
    assertThat(read().endpoint().pathStyle()).isFalse();
    conf.set("fs.s3dl.s3.path.style", "auto");
    conf.set("fs.s3dl.s3.endpoint", "https://s3.eu-west-1.amazonaws.com");
    assertThat(read().endpoint().pathStyle()).isFalse();
    assertThat(read().features()).isEqualTo(S3Features.AWS);
  }

  /** The SDK sends requests there by itself, so paths and features must be those of that store. */
  @Test
  public void anAddressThatAmazonsToolsAreGivenCounts() throws IOException {
    URI store = URI.create("http://127.0.0.1:9000");
    Path profiles = temporary.newFile("config").toPath();
    Files.writeString(profiles, "[default]\nendpoint_url = " + store + "\n");
    Map<String, String> sources =
        Map.of(
            "aws.endpointUrlS3", store.toString(),
            "aws.endpointUrl", store.toString(),
            "aws.configFile", profiles.toString());
    for (Map.Entry<String, String> source : sources.entrySet()) {
      withProperty(
          source.getKey(),
          source.getValue(),
          () -> {
            assertThat(read().endpoint().uri()).as(source.getKey()).contains(store);
            assertThat(read().endpoint().pathStyle()).isTrue();
            assertThat(read().features()).isEqualTo(S3Features.OTHER);
            withProperty(
                "aws.ignoreConfiguredEndpointUrls",
                "true",
                () -> assertThat(read().features()).isEqualTo(S3Features.AWS));
          });
    }
    conf.set("fs.s3dl.s3.endpoint", "https://s3.eu-west-1.amazonaws.com");
    withProperty(
        "aws.endpointUrl",
        store.toString(),
        () -> assertThat(read().features()).isEqualTo(S3Features.AWS));
  }

  @Test
  public void anAddressOfAmazonsToolsIsCheckedToo() throws IOException {
    withProperty(
        "aws.endpointUrl",
        "ftp://h",
        () ->
            assertThatIllegalArgumentException()
                .isThrownBy(this::read)
                .withMessageContaining("AWS_ENDPOINT_URL"));
  }

  @Test
  public void featuresAreThoseOfTheStoreButForWhatIsSaid() throws IOException {
    conf.set("fs.s3dl.s3.store", "rgw");
    conf.set("fs.s3dl.s3.feature.tagging", "false");
    conf.set("fs.s3dl.bucket.logs.s3.feature.if-match-put", "true");
    assertThat(read().features())
        .isEqualTo(
            S3Features.RGW.with(S3Feature.TAGGING, false).with(S3Feature.IF_MATCH_PUT, true));
    for (S3Store store : S3Store.values()) {
      conf.set("fs.s3dl.s3.store", store.name());
      assertThat(read().features()).isNotNull();
    }
  }

  @Test
  public void partsReachFiveTebibytes() throws IOException {
    PartSizes parts = read().writes().parts();
    long reach = 0;
    for (int number = 1; number <= parts.maxParts(); number++) {
      reach += parts.bytesOf(number);
    }
    assertThat(parts.bytesOf(1)).isEqualTo(8 << 20);
    assertThat(reach).isGreaterThan(5L << 40);
    conf.set("fs.s3dl.s3.part.size", "64M");
    conf.set("fs.s3dl.s3.part.size.max", "8M");
    assertThat(read().writes().parts().largestBytes()).isEqualTo(64 << 20);
  }

  @Test
  public void keysComeFromTheConfiguration() throws IOException {
    conf.set("fs.s3dl.s3.access.key", " AK ");
    conf.set("fs.s3dl.s3.secret.key", "general");
    assertThat(read().credentials().keys()).contains(S3Keys.of("AK", "general"));
    conf.set("fs.s3dl.s3.session.token", "hunter1");
    conf.set("fs.s3dl.bucket.logs.s3.access.key", "AK2");
    conf.set("fs.s3dl.bucket.logs.s3.secret.key", "hunter2");
    assertThat(read().credentials().keys()).contains(S3Keys.of("AK2", "hunter2"));
    conf.set("fs.s3dl.bucket.logs.s3.session.token", "hunter3");
    assertThat(read().credentials().keys().orElseThrow().sessionToken())
        .contains(Secret.of("hunter3"));
    assertThat(read().toString()).doesNotContain("AK", "hunter2", "hunter3");
  }

  @Test
  public void halfAKeyIsAMistakeThatShowsNothing() {
    conf.set("fs.s3dl.s3.access.key", "AKGENERAL");
    conf.set("fs.s3dl.s3.secret.key", "hunter1");
    for (String rest : List.of("access.key", "secret.key", "session.token")) {
      String key = "fs.s3dl.bucket.logs.s3." + rest;
      conf.set(key, "SHOWN");
      assertThatIllegalArgumentException()
          .isThrownBy(this::read)
          .withMessageContainingAll(key, " goes with fs.s3dl.bucket.logs.s3.", "is missing")
          .withMessageNotContaining("SHOWN");
      conf.unset(key);
    }
    conf.unset("fs.s3dl.s3.secret.key");
    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessage(
            "fs.s3dl.s3.access.key goes with fs.s3dl.s3.secret.key: one of them is missing");
  }

  @Test
  public void keysComeFromACredentialFileOfHadoops() throws Exception {
    Path file = temporary.getRoot().toPath().resolve("keys.jceks");
    conf.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, "localjceks://file" + file);
    CredentialProvider provider = CredentialProviderFactory.getProviders(conf).get(0);
    provider.createCredentialEntry("fs.s3dl.s3.access.key", "AKFILE".toCharArray());
    provider.createCredentialEntry("fs.s3dl.bucket.logs.s3.access.key", "AKLOGS".toCharArray());
    provider.createCredentialEntry("fs.s3dl.bucket.logs.s3.secret.key", "file".toCharArray());
    provider.flush();
    conf.set("fs.s3dl.s3.secret.key", "clear");
    assertThat(read().credentials().keys()).contains(S3Keys.of("AKLOGS", "file"));
    assertThat(SettingReader.s3Options(conf, "other").credentials().keys())
        .contains(S3Keys.of("AKFILE", "clear"));
  }

  @Test
  public void sourcesAreNamesOrClasses() throws IOException {
    conf.set("fs.s3dl.s3.credentials.provider", "Profile, " + Own.class.getName());
    List<S3CredentialLink> chain = read().credentials().chain();
    assertThat(chain).hasSize(2).first().isEqualTo(S3CredentialLink.of(Kind.PROFILE));
    S3CredentialsSource own = chain.get(1).own().orElseThrow();
    assertThat(own).isInstanceOf(Own.class);
    conf.set("own.access", "AKOWN");
    assertThat(own.keys()).contains(S3Keys.of("AKOWN", "hunter2"));
  }

  @Test
  public void sourcesThatAreNoneAreNamed() {
    for (String wrong : List.of("profil", "java.lang.String", Hidden.class.getName())) {
      conf.set("fs.s3dl.bucket.logs.s3.credentials.provider", wrong);
      assertThatIllegalArgumentException()
          .isThrownBy(this::read)
          .withMessageStartingWith("fs.s3dl.bucket.logs.s3.credentials.provider has " + wrong);
    }
    conf.set("fs.s3dl.bucket.logs.s3.credentials.provider", ",");
    assertThatIllegalArgumentException().isThrownBy(this::read).withMessageContaining("anonymous");
    conf.set("fs.s3dl.bucket.logs.s3.credentials.provider", "own");
    assertThatIllegalArgumentException().isThrownBy(this::read).withMessageContaining("has own");
  }

  @Test
  public void aRoleHasItsArnAndWhoAssumesIt() throws IOException {
    conf.set("fs.s3dl.s3.credentials.provider", "assume-role");
    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessageContaining("fs.s3dl.s3.role.arn is not set");
    conf.set("fs.s3dl.s3.role.arn", "arn:aws:iam::1:role/r");
    conf.set("fs.s3dl.s3.role.credentials.provider", "environment");
    conf.set("fs.s3dl.s3.sts.endpoint", "http://127.0.0.1:1");
    assertThat(read().credentials().role().orElseThrow().base())
        .containsExactly(S3CredentialLink.of(Kind.ENVIRONMENT));
    conf.set("fs.s3dl.s3.role.credentials.provider", "assume-role");
    assertThatIllegalArgumentException().isThrownBy(this::read);
  }

  @Test
  public void aProxyHasAllOfItsParts() throws IOException {
    conf.set("fs.s3dl.s3.proxy.host", "proxy");
    conf.set("fs.s3dl.s3.proxy.direct.hosts", "*.local, 10.*");
    assertThat(read().connections().http().proxy().orElseThrow().directHosts())
        .isEqualTo(Set.of("*.local", "10.*"));
    conf.set("fs.s3dl.s3.proxy.user", "ann");
    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessageContaining("fs.s3dl.s3.proxy.password");
    conf.set("fs.s3dl.s3.proxy.password", "hunter2");
    assertThat(read().connections().http().proxy().orElseThrow().password())
        .contains(Secret.of("hunter2"));
    assertThat(read().toString()).doesNotContain("hunter2");
  }

  @Test
  public void encryptionHasItsKey() throws IOException {
    conf.set("fs.s3dl.s3.encryption", "sse-c");
    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessageContaining("fs.s3dl.s3.encryption.customer.key");
    for (String bad : new String[] {"no Base64", "c2hvcnQ="}) {
      conf.set("fs.s3dl.s3.encryption.customer.key", bad);
      assertThatIllegalArgumentException()
          .isThrownBy(this::read)
          .withMessageContaining("fs.s3dl.s3.encryption.customer.key")
          .withMessageNotContaining(bad);
    }
    conf.set("fs.s3dl.s3.encryption.customer.key", KEY_32);
    assertThat(read().writes().encryption().customerKey()).contains(Secret.of(KEY_32));
    assertThat(read().toString()).doesNotContain(KEY_32);
    conf.set("fs.s3dl.s3.encryption", "dsse-kms");
    conf.set("fs.s3dl.s3.encryption.kms.key", "alias/mine");
    S3Encryption encryption = read().writes().encryption();
    assertThat(encryption.kmsKey()).contains("alias/mine");
    assertThat(encryption.customerKey()).isEmpty();
  }

  /** Stores other than Amazon's have classes of their own. */
  @Test
  public void amazonsStorageClassesAreKnown() throws IOException {
    conf.set("fs.s3dl.s3.storage.class", "STANDARD_IA");
    assertThat(read().writes().storageClass()).contains("STANDARD_IA");
    conf.set("fs.s3dl.s3.storage.class", "COLD");
    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessageStartingWith("fs.s3dl.s3.storage.class is \"COLD\", but must be one of")
        .withMessageContaining("STANDARD_IA");
    conf.set("fs.s3dl.s3.endpoint", "http://127.0.0.1:9000");
    assertThat(read().writes().storageClass()).contains("COLD");
  }

  @Test
  public void requestsSayWhoSendsThemIfThatIsWanted() throws IOException {
    conf.set("fs.s3dl.s3.referrer", "true");
    conf.set("mapreduce.job.id", "job_1");
    Map<String, String> facts = read().identification().facts();
    assertThat(facts).containsOnlyKeys("user", "process", "job").containsEntry("job", "job_1");
    assertThat(facts).containsEntry("process", Long.toString(ProcessHandle.current().pid()));
  }

  /** Something to do. */
  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }

  private static void withProperty(String name, String value, Action action) throws IOException {
    System.setProperty(name, value);
    try {
      action.run();
    } finally {
      System.clearProperty(name);
    }
  }

  private S3Options read() throws IOException {
    return SettingReader.s3Options(conf, "logs");
  }

  /** A user's source that is given the configuration. */
  public static final class Own extends Configured implements S3CredentialsSource {
    @Override
    public Optional<S3Keys> keys() {
      return Optional.of(S3Keys.of(getConf().get("own.access"), "hunter2"));
    }
  }

  /** One that nobody can make. */
  public static final class Hidden implements S3CredentialsSource {
    Hidden(String argument) {
      throw new AssertionError(argument);
    }

    @Override
    public Optional<S3Keys> keys() {
      return Optional.empty();
    }
  }
}
