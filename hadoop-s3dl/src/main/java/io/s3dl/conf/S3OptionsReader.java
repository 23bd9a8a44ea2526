package io.s3dl.conf;

import io.s3dl.store.Secret;
import io.s3dl.store.s3.S3Connections;
import io.s3dl.store.s3.S3CredentialLink;
import io.s3dl.store.s3.S3CredentialOptions;
import io.s3dl.store.s3.S3CredentialsSource;
import io.s3dl.store.s3.S3Encryption;
import io.s3dl.store.s3.S3Endpoint;
import io.s3dl.store.s3.S3Feature;
import io.s3dl.store.s3.S3Features;
import io.s3dl.store.s3.S3Identification;
import io.s3dl.store.s3.S3Keys;
import io.s3dl.store.s3.S3Options;
import io.s3dl.store.s3.S3RoleOptions;
import io.s3dl.store.s3.S3Surroundings;
import io.s3dl.store.s3.S3WriteSettings;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.util.ReflectionUtils;

/** Makes the options of a store that speaks S3. */
final class S3OptionsReader {

  /** What engines call the job that a configuration is for; the first that is set is told. */
  private static final List<String> JOB_KEYS =
      List.of("mapreduce.job.id", "mapreduce.task.attempt.id", "spark.sql.sources.writeJobUUID");

  private static final int CUSTOMER_KEY_BYTES = 32;

  private final Configuration conf;
  private final String bucket;
  private final SettingReader settings;

  S3OptionsReader(Configuration conf, String bucket) {
    this.conf = conf;
    this.bucket = bucket;
    this.settings = new SettingReader(conf, bucket);
  }

  S3Options read() throws IOException {
    S3Endpoint endpoint = endpoint();
    boolean amazon = endpoint.uri().map(S3OptionsReader::isAmazon).orElse(true);
    return new S3Options(
        bucket,
        endpoint,
        connections(),
        credentials(),
        features(amazon),
        writes(amazon),
        identification(),
        settings.get(S3Settings.REQUESTER_PAYS),
        RetrySettings.read(settings));
  }

  private S3Endpoint endpoint() {
    Optional<URI> uri = settings.get(S3Settings.ENDPOINT).or(S3OptionsReader::surroundings);
    boolean amazon = uri.map(S3OptionsReader::isAmazon).orElse(true);
    return new S3Endpoint(
        uri,
        settings.get(S3Settings.REGION),
        settings.get(S3Settings.PATH_STYLE).or(!amazon),
        settings.get(S3Settings.DUAL_STACK),
        settings.get(S3Settings.FIPS),
        settings.get(S3Settings.CROSS_REGION),
        settings.get(S3Settings.ACCESS_POINT_ARN));
  }

  /** Checked like ours: the rest relies on it. */
  private static Optional<URI> surroundings() {
    return S3Surroundings.endpoint()
        .flatMap(
            uri ->
                S3Settings.ENDPOINT.parse(
                    "AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL or the profile's endpoint_url",
                    uri.toString()));
  }

  private static boolean isAmazon(URI address) {
    return address.getHost().toLowerCase(Locale.ROOT).matches("(.*[.])?amazonaws[.]com([.]cn)?");
  }

  private S3Connections connections() throws IOException {
    return new S3Connections(
        S3Settings.CONNECTIONS.read(settings), settings.get(S3Settings.PAYLOAD_SIGNING));
  }

  private S3CredentialOptions credentials() throws IOException {
    List<S3CredentialLink> chain = links(S3Settings.CREDENTIALS_PROVIDER);
    Optional<S3RoleOptions> role =
        chain.contains(S3CredentialLink.of(S3CredentialLink.Kind.ASSUME_ROLE))
            ? Optional.of(role())
            : Optional.empty();
    return new S3CredentialOptions(chain, keys(), settings.get(S3Settings.PROFILE_NAME), role);
  }

  /** Keys of different accounts do not go together: those of the bucket are not completed. */
  private Optional<S3Keys> keys() throws IOException {
    Optional<S3Keys> own = keys(setting -> setting.nameFor(bucket));
    return own.isPresent() ? own : keys(Setting::name);
  }

  private Optional<S3Keys> keys(Function<Setting<?>, String> level) throws IOException {
    String accessName = level.apply(S3Settings.ACCESS_KEY);
    String secretName = level.apply(S3Settings.SECRET_KEY);
    String tokenName = level.apply(S3Settings.SESSION_TOKEN);
    Optional<Secret> access = settings.secretAt(accessName, S3Settings.ACCESS_KEY);
    Optional<Secret> secret = settings.secretAt(secretName, S3Settings.SECRET_KEY);
    Optional<Secret> token = settings.secretAt(tokenName, S3Settings.SESSION_TOKEN);
    if (access.isEmpty() && secret.isEmpty() && token.isEmpty()) {
      return Optional.empty();
    }
    if (access.isEmpty()) {
      throw SettingReader.together(accessName, secret.isPresent() ? secretName : tokenName);
    }
    if (secret.isEmpty()) {
      throw SettingReader.together(accessName, secretName);
    }
    return Optional.of(new S3Keys(access.get(), secret.get(), token, Optional.empty()));
  }

  private S3RoleOptions role() {
    return new S3RoleOptions(
        settings
            .get(S3Settings.ROLE_ARN)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        settings.keyOf(S3Settings.CREDENTIALS_PROVIDER)
                            + " has assume-role, but "
                            + S3Settings.ROLE_ARN.name()
                            + " is not set")),
        settings.get(S3Settings.ROLE_SESSION_NAME),
        settings.get(S3Settings.ROLE_EXTERNAL_ID),
        settings.get(S3Settings.ROLE_DURATION),
        settings.get(S3Settings.STS_ENDPOINT),
        settings.get(S3Settings.STS_REGION),
        links(S3Settings.ROLE_CREDENTIALS_PROVIDER));
  }

  private List<S3CredentialLink> links(Setting<List<String>> setting) {
    List<S3CredentialLink> links = new ArrayList<>();
    for (String name : settings.get(setting)) {
      links.add(link(settings.keyOf(setting), name));
    }
    if (links.isEmpty()) {
      throw new IllegalArgumentException(
          settings.keyOf(setting) + " is empty; for a public bucket it is anonymous");
    }
    return links;
  }

  private S3CredentialLink link(String key, String name) {
    for (S3CredentialLink.Kind kind : S3CredentialLink.Kind.values()) {
      if (kind != S3CredentialLink.Kind.OWN && kind.key().equals(name.toLowerCase(Locale.ROOT))) {
        return S3CredentialLink.of(kind);
      }
    }
    try {
      Class<? extends S3CredentialsSource> own =
          conf.getClassByName(name).asSubclass(S3CredentialsSource.class);
      return new S3CredentialLink(
          S3CredentialLink.Kind.OWN, Optional.of(ReflectionUtils.newInstance(own, conf)));
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IllegalArgumentException(
          key
              + " has "
              + name
              + ", which is no source of credentials, nor a class that can be found and implements "
              + S3CredentialsSource.class.getName(),
          e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          key + " has " + name + ", which has no public constructor without parameters that works",
          e);
    }
  }

  private S3Features features(boolean amazon) {
    S3Features features = settings.get(S3ObjectSettings.STORE).features(amazon);
    for (S3Feature feature : S3Feature.values()) {
      Automatic can = settings.get(S3ObjectSettings.feature(feature));
      features = features.with(feature, can.or(features.has(feature)));
    }
    return features;
  }

  private S3WriteSettings writes(boolean amazon) throws IOException {
    long first = settings.get(S3ObjectSettings.PART_SIZE);
    long largest = Math.max(first, settings.get(S3ObjectSettings.PART_SIZE_MAX));
    return new S3WriteSettings(
        S3WriteSettings.partSizes(first, largest),
        encryption(),
        storageClass(amazon),
        settings.get(S3ObjectSettings.ACL),
        settings.get(S3ObjectSettings.CONTENT_TYPE),
        settings.get(S3ObjectSettings.TAGS),
        settings.get(S3ObjectSettings.METADATA),
        settings.get(S3ObjectSettings.COPY_SIZE));
  }

  private Optional<String> storageClass(boolean amazon) {
    Optional<String> named = settings.get(S3ObjectSettings.STORAGE_CLASS);
    List<String> known = S3WriteSettings.storageClasses();
    if (amazon && named.isPresent() && !known.contains(named.get())) {
      throw new IllegalArgumentException(
          settings.keyOf(S3ObjectSettings.STORAGE_CLASS)
              + " is \""
              + named.get()
              + "\", but must be one of Amazon's: "
              + String.join(", ", known));
    }
    return named;
  }

  private S3Encryption encryption() throws IOException {
    S3Encryption.Kind kind = settings.get(S3ObjectSettings.ENCRYPTION);
    Automatic bucketKey = settings.get(S3ObjectSettings.ENCRYPTION_BUCKET_KEY);
    boolean kms = kind == S3Encryption.Kind.SSE_KMS || kind == S3Encryption.Kind.DSSE_KMS;
    Optional<Secret> customerKey = Optional.empty();
    if (kind == S3Encryption.Kind.SSE_C) {
      Setting<Optional<Secret>> setting = S3ObjectSettings.ENCRYPTION_CUSTOMER_KEY;
      customerKey = settings.secret(setting);
      if (customerKey.isEmpty()) {
        throw settings.together(S3ObjectSettings.ENCRYPTION, setting);
      }
      checkKey(setting, customerKey.get());
    }
    return new S3Encryption(
        kind,
        // Of a bucket that is encrypted otherwise than all others, these are left over.
        kms ? settings.get(S3ObjectSettings.ENCRYPTION_KMS_KEY) : Optional.empty(),
        kms ? settings.get(S3ObjectSettings.ENCRYPTION_KMS_CONTEXT) : Optional.empty(),
        bucketKey == Automatic.AUTO ? Optional.empty() : Optional.of(bucketKey.or(false)),
        customerKey);
  }

  private void checkKey(Setting<?> setting, Secret key) {
    int bytes;
    try {
      bytes = Base64.getDecoder().decode(key.reveal()).length;
    } catch (IllegalArgumentException e) { // whose message has a piece of it
      bytes = -1;
    }
    if (bytes != CUSTOMER_KEY_BYTES) {
      throw new IllegalArgumentException(
          settings.keyOf(setting) + " is not " + CUSTOMER_KEY_BYTES + " bytes in Base64");
    }
  }

  private S3Identification identification() throws IOException {
    boolean referrer = settings.get(S3Settings.REFERRER);
    Map<String, String> facts = new TreeMap<>();
    if (referrer) {
      facts.put("user", UserGroupInformation.getCurrentUser().getShortUserName());
      facts.put("process", Long.toString(ProcessHandle.current().pid()));
      JOB_KEYS.stream()
          .map(conf::get)
          .filter(job -> job != null && !job.isBlank())
          .findFirst()
          .ifPresent(job -> facts.put("job", job));
    }
    return new S3Identification(settings.get(S3Settings.USER_AGENT).orElse(""), referrer, facts);
  }
}
