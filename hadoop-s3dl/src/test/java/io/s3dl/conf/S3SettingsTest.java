package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.s3dl.store.Secret;
import io.s3dl.store.s3.S3Connections.PayloadSigning;
import io.s3dl.store.s3.S3Encryption;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.Test;

public class S3SettingsTest {

  private static final List<String> SOURCES =
      List.of(
          "configuration",
          "environment",
          "system",
          "profile",
          "web-identity",
          "container",
          "instance");

  /** A key or a default changes only together with this table. */
  @Test
  public void keysAndDefaultsAreTheOnesThatWereDecided() {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("endpoint", Optional.empty());
    expected.put("region", Optional.empty());
    expected.put("path.style", Automatic.AUTO);
    expected.put("dual.stack", false);
    expected.put("fips", false);
    expected.put("cross.region", false);
    expected.put("access.point.arn", Optional.empty());
    expected.put("connections.max", 128);
    expected.put("connections.idle", Duration.ofMinutes(1));
    expected.put("connect.timeout", Duration.ofSeconds(10));
    expected.put("socket.timeout", Duration.ofMinutes(1));
    expected.put("call.timeout", Duration.ZERO);
    expected.put("tls.ca.file", Optional.empty());
    expected.put("proxy.host", Optional.empty());
    expected.put("proxy.port", 8080);
    expected.put("proxy.secure", false);
    expected.put("proxy.user", Optional.empty());
    expected.put("proxy.password", Optional.empty());
    expected.put("proxy.direct.hosts", List.of());
    expected.put("payload.signing", PayloadSigning.AUTO);
    expected.put("user.agent", Optional.empty());
    expected.put("referrer", false);
    expected.put("requester.pays", false);
    expected.put("access.key", Optional.empty());
    expected.put("secret.key", Optional.empty());
    expected.put("session.token", Optional.empty());
    expected.put("credentials.provider", SOURCES);
    expected.put("profile.name", Optional.empty());
    expected.put("role.arn", Optional.empty());
    expected.put("role.session.name", "s3dl");
    expected.put("role.external.id", Optional.empty());
    expected.put("role.duration", Duration.ofHours(1));
    expected.put("role.credentials.provider", SOURCES);
    expected.put("sts.endpoint", Optional.empty());
    expected.put("sts.region", Optional.empty());
    expectForObjects(expected);

    SettingReader reader = new SettingReader(new Configuration(false), "bucket");
    Map<String, Object> actual = new LinkedHashMap<>();
    for (Setting<?> setting : S3Settings.all()) {
      actual.put(setting.name().substring(S3Settings.AREA.length()), reader.get(setting));
    }
    assertThat(actual).containsExactlyEntriesOf(expected);
    assertThat(Settings.all()).containsAll(S3Settings.all());
  }

  private static void expectForObjects(Map<String, Object> expected) {
    expected.put("store", S3Store.AUTO);
    for (String feature :
        List.of(
            "conditional-put",
            "conditional-complete",
            "conditional-copy",
            "if-match-put",
            "conditional-delete",
            "copy-source-if-match",
            "checksum-crc32c",
            "full-object-crc32c",
            "bulk-delete",
            "bulk-delete-md5",
            "tagging")) {
      expected.put("feature." + feature, Automatic.AUTO);
    }
    expected.put("part.size", 8L << 20);
    expected.put("part.size.max", 5L << 30);
    expected.put("copy.size", 256L << 20);
    expected.put("encryption", S3Encryption.Kind.NONE);
    expected.put("encryption.kms.key", Optional.empty());
    expected.put("encryption.kms.context", Optional.empty());
    expected.put("encryption.bucket.key", Automatic.AUTO);
    expected.put("encryption.customer.key", Optional.empty());
    expected.put("storage.class", Optional.empty());
    expected.put("acl", Optional.empty());
    expected.put("content.type", Optional.empty());
    expected.put("tags", Map.of());
    expected.put("metadata", Map.of());
  }

  @Test
  public void addressesAreThoseOfServices() {
    accepts(S3Settings.ENDPOINT, "", Optional.empty());
    accepts(S3Settings.ENDPOINT, "http://h:9/p", Optional.of(URI.create("http://h:9/p")));
    accepts(S3Settings.ENDPOINT, "h:9", Optional.of(URI.create("https://h:9")));
    accepts(
        S3Settings.ENDPOINT, "s3.example.com", Optional.of(URI.create("https://s3.example.com")));
    refuses(S3Settings.ENDPOINT, "http:h", "ftp://h", "https:///p", "http://a:b@h");
    refuses(S3Settings.ENDPOINT, "https://h?q", "https://h#f", "https://a b");
  }

  @Test
  public void timesHaveUnits() {
    accepts(S3Settings.CONNECTIONS.callTimeout(), "250ms", Duration.ofMillis(250));
    accepts(S3Settings.CONNECTIONS.callTimeout(), "90s", Duration.ofSeconds(90));
    accepts(S3Settings.CONNECTIONS.callTimeout(), "5m", Duration.ofMinutes(5));
    accepts(S3Settings.CONNECTIONS.callTimeout(), "1h", Duration.ofHours(1));
    accepts(S3Settings.CONNECTIONS.callTimeout(), "2d", Duration.ofDays(2));
    refuses(
        S3Settings.CONNECTIONS.callTimeout(), "", "90", "s", "-1s", "1.5s", "1w", "1234567890s");
  }

  @Test
  public void pairsHaveNamesAndEachOnce() {
    accepts(S3ObjectSettings.TAGS, "a=1, b = x=y ,c=", Map.of("a", "1", "b", "x=y", "c", ""));
    refuses(S3ObjectSettings.TAGS, "a", "=1", "a=1,a=2");
  }

  @Test
  public void tagsAndMetadataAreAsS3TakesThem() {
    refuses(S3ObjectSettings.TAGS, "a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1,j=1,k=1");
    refuses(S3ObjectSettings.TAGS, "n".repeat(129) + "=1", "a=" + "v".repeat(257));
    accepts(S3ObjectSettings.METADATA, "Team-1=a b", Map.of("Team-1", "a b"));
    refuses(S3ObjectSettings.METADATA, "a_b=1", "a b=1", "s3dl-mode=1", "a=1,A=2", "a=\u00fc");
    refuses(S3ObjectSettings.METADATA, "a=" + "v".repeat(2048));
  }

  @Test
  public void aclsAndTimesOfRolesHaveTheirBounds() {
    accepts(S3ObjectSettings.ACL, "", Optional.empty());
    accepts(S3ObjectSettings.ACL, "public-read", Optional.of("public-read"));
    refuses(S3ObjectSettings.ACL, "PublicRead", "all");
    accepts(S3Settings.ROLE_DURATION, "12h", Duration.ofHours(12));
    refuses(S3Settings.ROLE_DURATION, "14m", "13h", "3600");
  }

  @Test
  public void choicesOfTwoWordsHaveDashes() {
    accepts(S3ObjectSettings.ENCRYPTION, "sse-kms", S3Encryption.Kind.SSE_KMS);
    accepts(S3ObjectSettings.ENCRYPTION, "SSE_KMS", S3Encryption.Kind.SSE_KMS);
    assertThat(S3ObjectSettings.ENCRYPTION.allowed())
        .isEqualTo("none | sse-s3 | sse-kms | dsse-kms | sse-c");
    refuses(S3ObjectSettings.ENCRYPTION, "", "kms");
  }

  @Test
  public void partsAreAsS3TakesThem() {
    accepts(S3ObjectSettings.PART_SIZE, "5M", 5L << 20);
    refuses(S3ObjectSettings.PART_SIZE, "4M", "5242879", "6G");
  }

  @Test
  public void othersAreTextsAndPathsOrEmpty() {
    accepts(S3Settings.REGION, "eu-west-1", Optional.of("eu-west-1"));
    accepts(S3Settings.CONNECTIONS.caFile(), "/etc/ca.pem", Optional.of(Path.of("/etc/ca.pem")));
    accepts(S3Settings.CONNECTIONS.caFile(), "", Optional.empty());
    refuses(S3Settings.CONNECTIONS.caFile(), "ca.pem");
    refuses(S3Settings.ROLE_SESSION_NAME, "");
    accepts(S3Settings.SECRET_KEY, "hunter2", Optional.of(Secret.of("hunter2")));
  }

  private static void accepts(Setting<?> setting, String text, Object value) {
    assertThat((Object) setting.parse(setting.name(), text)).isEqualTo(value);
  }

  private static void refuses(Setting<?> setting, String... texts) {
    for (String text : texts) {
      assertThatIllegalArgumentException()
          .as(setting.name() + " = " + text)
          .isThrownBy(() -> setting.parse(setting.name(), text))
          .withMessage(setting.name() + " is \"" + text + "\", but must be " + setting.allowed());
    }
  }
}
