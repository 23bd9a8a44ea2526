package io.s3dl.conf;

import io.s3dl.store.Secret;
import io.s3dl.store.s3.S3Connections.PayloadSigning;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The keys for how a store that speaks S3 is reached, and as whom. */
public final class S3Settings {

  /** What all keys of this store begin with. */
  static final String AREA = "fs.s3dl.s3.";

  private static final String SOURCES =
      "configuration,environment,system,profile,web-identity,container,instance";

  public static final Setting<Optional<URI>> ENDPOINT =
      SettingTypes.address(
          AREA + "endpoint",
          "The address of the store, such as https://s3.example.com:9000. Without one it is that of"
              + " the environment (AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL) or the profile"
              + " (endpoint_url), unless AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true; else Amazon's.");

  public static final Setting<Optional<String>> REGION =
      SettingTypes.optional(
          AREA + "region",
          "The region. Without one it is that of the access point or of Amazon's address in the"
              + " endpoint; us-east-1 with other stores' endpoints; else that of the environment or"
              + " the profile, from where the bucket is followed to where it is.");

  public static final Setting<Automatic> PATH_STYLE =
      SettingTypes.choice(
          AREA + "path.style",
          Automatic.class,
          Automatic.AUTO,
          "Whether the bucket stands in the path of a request, not in the name of the host. auto:"
              + " with endpoints that are not Amazon's.");

  public static final Setting<Boolean> DUAL_STACK =
      SettingTypes.bool(
          AREA + "dual.stack", "false", "Amazon: whether addresses of IPv6 are used too.");

  public static final Setting<Boolean> FIPS =
      SettingTypes.bool(
          AREA + "fips",
          "false",
          "Amazon: whether the addresses with cryptography validated by FIPS are used.");

  public static final Setting<Boolean> CROSS_REGION =
      SettingTypes.bool(
          AREA + "cross.region",
          "false",
          "Amazon: whether a bucket in another region than the configured one is followed there.");

  public static final Setting<Optional<String>> ACCESS_POINT_ARN =
      SettingTypes.optional(
          AREA + "access.point.arn",
          "Amazon: the ARN of an access point that stands for the bucket; set it as"
              + " fs.s3dl.bucket.NAME.s3.access.point.arn.");

  public static final ConnectionSettings CONNECTIONS =
      new ConnectionSettings(
          AREA,
          new ConnectionSettings.Differences(
              "How many connections there are at most. Each request that is under way has one.",
              "How long a connection may be silent within a request, and how long a request waits"
                  + " for one to become free.",
              "Java's properties (https.proxyHost) and the environment (HTTPS_PROXY) decide.",
              true));

  public static final Setting<PayloadSigning> PAYLOAD_SIGNING =
      SettingTypes.choice(
          AREA + "payload.signing",
          PayloadSigning.class,
          PayloadSigning.AUTO,
          "Whether the signature of a request covers the content that it sends. auto: over HTTP,"
              + " unless the request has a CRC32C, which the store compares"
              + " (fs.s3dl.s3.feature.checksum-crc32c); not over HTTPS, which protects it itself."
              + " never saves the hash with other stores too; over HTTP nobody then notices what"
              + " the network changes.");

  public static final Setting<Optional<String>> USER_AGENT =
      SettingTypes.optional(
          AREA + "user.agent", "What stands first in the user agent, for the store's logs.");

  public static final Setting<Boolean> REFERRER =
      SettingTypes.bool(
          AREA + "referrer",
          "false",
          "Whether each request has a Referer header that tells the bucket's access log the"
              + " operation, the path, the user, the process and the job.");

  public static final Setting<Boolean> REQUESTER_PAYS =
      SettingTypes.bool(
          AREA + "requester.pays",
          "false",
          "Whether requests say that whoever sends them pays, as such buckets want it.");

  public static final Setting<Optional<Secret>> ACCESS_KEY =
      SettingTypes.secret(
          AREA + "access.key",
          "The access key. This, the secret key and the token may stand in a credential file of"
              + " Hadoop's (hadoop.security.credential.provider.path). They are a set: those of a"
              + " bucket are not completed by the general ones.");

  public static final Setting<Optional<Secret>> SECRET_KEY =
      SettingTypes.secret(AREA + "secret.key", "The secret key.");

  public static final Setting<Optional<Secret>> SESSION_TOKEN =
      SettingTypes.secret(
          AREA + "session.token", "The session token, with keys that are valid for a time.");

  public static final Setting<List<String>> CREDENTIALS_PROVIDER =
      SettingTypes.list(
          AREA + "credentials.provider",
          SOURCES,
          "The sources that are asked for keys in turn: configuration (the three keys above),"
              + " environment, system (Java's properties), profile, web-identity, container,"
              + " instance, assume-role, anonymous, or the name of a class that implements"
              + " io.s3dl.store.s3.S3CredentialsSource.");

  public static final Setting<Optional<String>> PROFILE_NAME =
      SettingTypes.optional(
          AREA + "profile.name",
          "The profile for the source profile; without one AWS_PROFILE, or default.");

  public static final Setting<Optional<String>> ROLE_ARN =
      SettingTypes.optional(AREA + "role.arn", "The role for the source assume-role.");

  public static final Setting<String> ROLE_SESSION_NAME =
      SettingTypes.text(
          AREA + "role.session.name", "s3dl", "The name of that role's session in logs.");

  public static final Setting<Optional<String>> ROLE_EXTERNAL_ID =
      SettingTypes.optional(
          AREA + "role.external.id", "The external id that the role's owner wants to be told.");

  public static final Setting<Duration> ROLE_DURATION =
      SettingTypes.duration(
          AREA + "role.duration",
          "1h",
          Duration.ofMinutes(15),
          Duration.ofHours(12),
          "How long the keys of the role are valid.");

  public static final Setting<List<String>> ROLE_CREDENTIALS_PROVIDER =
      SettingTypes.list(
          AREA + "role.credentials.provider",
          SOURCES,
          "The sources of the keys that the role is assumed with.");

  public static final Setting<Optional<URI>> STS_ENDPOINT =
      SettingTypes.address(
          AREA + "sts.endpoint",
          "The address of the token service for assume-role; without one it is that of the"
              + " environment (AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL) or the profile, else"
              + " Amazon's.");

  public static final Setting<Optional<String>> STS_REGION =
      SettingTypes.optional(
          AREA + "sts.region", "The region of the token service; without one the store's.");

  private static final List<Setting<?>> ADDRESS =
      List.of(ENDPOINT, REGION, PATH_STYLE, DUAL_STACK, FIPS, CROSS_REGION, ACCESS_POINT_ARN);

  private static final List<Setting<?>> REQUESTS =
      List.of(
          PAYLOAD_SIGNING,
          USER_AGENT,
          REFERRER,
          REQUESTER_PAYS,
          ACCESS_KEY,
          SECRET_KEY,
          SESSION_TOKEN,
          CREDENTIALS_PROVIDER,
          PROFILE_NAME,
          ROLE_ARN,
          ROLE_SESSION_NAME,
          ROLE_EXTERNAL_ID,
          ROLE_DURATION,
          ROLE_CREDENTIALS_PROVIDER,
          STS_ENDPOINT,
          STS_REGION);

  private S3Settings() {}

  /** All keys of this store. */
  static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(ADDRESS);
    all.addAll(CONNECTIONS.all());
    all.addAll(REQUESTS);
    all.addAll(S3ObjectSettings.all());
    return Collections.unmodifiableList(all);
  }
}
