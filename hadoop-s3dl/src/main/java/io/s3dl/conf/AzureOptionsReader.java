package io.s3dl.conf;

import io.s3dl.conf.AzureSettings.Auth;
import io.s3dl.store.Secret;
import io.s3dl.store.azure.AzureCredentialOptions;
import io.s3dl.store.azure.AzureCredentialOptions.Kind;
import io.s3dl.store.azure.AzureOptions;
import io.s3dl.store.azure.AzureWriteSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Makes the options of a container of Azure's. */
final class AzureOptionsReader {

  /** Where an orchestrator says who its workload is. */
  private static final String WORKLOAD = "AZURE_FEDERATED_TOKEN_FILE";

  private final AzureContainer container;
  private final SettingReader settings;

  /**
   * Reads nothing yet.
   *
   * @throws IllegalArgumentException if the authority names no container and account
   */
  AzureOptionsReader(Configuration conf, String authority) {
    this.container = AzureContainer.of(authority);
    this.settings = new SettingReader(conf, authority);
  }

  AzureOptions read() throws IOException {
    Auth auth = settings.get(AzureSettings.AUTH);
    Optional<String> level = auth == Auth.AUTO ? levelOfSecrets() : Optional.empty();
    if (auth == Auth.AUTO) {
      auth = level.isPresent() ? secretAt(level.get()).orElseThrow() : surroundings();
    }
    Optional<AzureConnectionString> connection =
        auth == Auth.CONNECTION_STRING ? Optional.of(connectionString(level)) : Optional.empty();
    URI endpoint = endpoint(connection);
    checkWay(auth, endpoint);
    return new AzureOptions(
        container.name(),
        container.account(),
        endpoint,
        AzureContainer.cloud(endpoint, settings.get(AzureSettings.CLOUD)),
        AzureSettings.CONNECTIONS.read(settings),
        (connection.isPresent() ? connection.get().credentials() : credentials(auth, level))
            .withSource(source(auth, level)),
        writes(),
        settings.get(AzureSettings.USER_AGENT).orElse(""),
        RetrySettings.read(settings));
  }

  private URI endpoint(Optional<AzureConnectionString> connection) {
    return settings
        .get(AzureSettings.ENDPOINT)
        .or(() -> connection.flatMap(string -> string.endpoint(container.account())))
        .or(container::endpoint)
        .orElseGet(() -> settings.get(AzureSettings.CLOUD).endpoint(container.account()));
  }

  /** An identity's token would be for whoever listens. */
  private void checkWay(Auth auth, URI endpoint) {
    switch (auth) {
      case MANAGED_IDENTITY, WORKLOAD_IDENTITY, CLIENT_SECRET, CLIENT_CERTIFICATE, AZURE_CLI -> {
        if ("http".equals(endpoint.getScheme())) {
          throw new IllegalArgumentException(
              settings.keyOf(AzureSettings.ENDPOINT)
                  + " is http, and the tokens of identities go over https only: set it to https, or"
                  + " take a key or a SAS token");
        }
      }
      default -> {
        // A key never goes over the wire; who gives a SAS token decides what it is good for.
      }
    }
  }

  /** The level that has secrets: those of different accounts do not go together. */
  private Optional<String> levelOfSecrets() throws IOException {
    for (String level : settings.levels()) {
      if (secretAt(level).isPresent()) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }

  private Optional<Auth> secretAt(String level) throws IOException {
    if (secret(AzureSettings.CONNECTION_STRING, level).isPresent()) {
      return Optional.of(Auth.CONNECTION_STRING);
    }
    if (secret(AzureSettings.ACCOUNT_KEY, level).isPresent()) {
      return Optional.of(Auth.SHARED_KEY);
    }
    if (secret(AzureSettings.SAS_TOKEN, level).isPresent()) {
      return Optional.of(Auth.SAS);
    }
    if (secret(AzureSettings.CLIENT_SECRET, level).isPresent()) {
      return Optional.of(Auth.CLIENT_SECRET);
    }
    return settings.isSetAt(level, AzureSettings.CLIENT_CERTIFICATE_FILE)
        ? Optional.of(Auth.CLIENT_CERTIFICATE)
        : Optional.empty();
  }

  private Optional<Secret> secret(Setting<Optional<Secret>> setting, String level)
      throws IOException {
    return settings.secretAt(SettingReader.nameAt(level, setting), setting);
  }

  /** Without anything set. Nothing is guessed that takes a time-out to turn out wrong. */
  private Auth surroundings() {
    if (System.getenv(WORKLOAD) != null) {
      return Auth.WORKLOAD_IDENTITY;
    }
    throw new IllegalArgumentException(
        "nothing says who asks: set one of "
            + String.join(
                ", ",
                AzureSettings.ACCOUNT_KEY.name(),
                AzureSettings.SAS_TOKEN.name(),
                AzureSettings.CONNECTION_STRING.name(),
                AzureSettings.CLIENT_SECRET.name())
            + ", or "
            + AzureSettings.AUTH.name()
            + " to managed-identity, azure-cli or anonymous");
  }

  private AzureConnectionString connectionString(Optional<String> level) throws IOException {
    Setting<Optional<Secret>> setting = AzureSettings.CONNECTION_STRING;
    Secret text = required(Auth.CONNECTION_STRING, setting, level);
    return new AzureConnectionString(setting.name(), text).of(container.account());
  }

  private AzureCredentialOptions credentials(Auth auth, Optional<String> level) throws IOException {
    return switch (auth) {
      case SHARED_KEY ->
          AzureCredentialOptions.sharedKey(
              required(auth, AzureSettings.ACCOUNT_KEY, level).reveal());
      case SAS ->
          AzureCredentialOptions.sas(required(auth, AzureSettings.SAS_TOKEN, level).reveal());
      case ANONYMOUS -> AzureCredentialOptions.anonymous();
      case MANAGED_IDENTITY -> identity(Kind.MANAGED_IDENTITY, Optional.empty());
      case WORKLOAD_IDENTITY -> identity(Kind.WORKLOAD_IDENTITY, Optional.empty());
      case AZURE_CLI -> identity(Kind.AZURE_CLI, Optional.empty());
      case CLIENT_SECRET -> {
        checkClient(auth);
        yield identity(
            Kind.CLIENT_SECRET, Optional.of(required(auth, AzureSettings.CLIENT_SECRET, level)));
      }
      case CLIENT_CERTIFICATE -> {
        checkClient(auth);
        yield identity(
            Kind.CLIENT_CERTIFICATE, settings.secret(AzureSettings.CLIENT_CERTIFICATE_PASSWORD));
      }
      case AUTO, CONNECTION_STRING -> throw new IllegalStateException(auth + " is settled before");
    };
  }

  /** The key that says who asks. */
  private String source(Auth auth, Optional<String> level) throws IOException {
    Optional<Setting<Optional<Secret>>> secret =
        switch (auth) {
          case SHARED_KEY -> Optional.of(AzureSettings.ACCOUNT_KEY);
          case SAS -> Optional.of(AzureSettings.SAS_TOKEN);
          case CONNECTION_STRING -> Optional.of(AzureSettings.CONNECTION_STRING);
          case CLIENT_SECRET -> Optional.of(AzureSettings.CLIENT_SECRET);
          default -> Optional.empty();
        };
    if (secret.isPresent()) {
      for (String at : level.map(List::of).orElse(settings.levels())) {
        if (secret(secret.get(), at).isPresent()) {
          return SettingReader.nameAt(at, secret.get());
        }
      }
    }
    if (settings.get(AzureSettings.AUTH) != Auth.AUTO) {
      return settings.keyOf(AzureSettings.AUTH);
    }
    return auth == Auth.WORKLOAD_IDENTITY
        ? "the environment's " + WORKLOAD
        : settings.keyOf(AzureSettings.CLIENT_CERTIFICATE_FILE);
  }

  private AzureCredentialOptions identity(Kind kind, Optional<Secret> secret) {
    Optional<Path> certificate =
        kind == Kind.CLIENT_CERTIFICATE
            ? settings.get(AzureSettings.CLIENT_CERTIFICATE_FILE)
            : Optional.empty();
    return new AzureCredentialOptions(
        kind,
        secret,
        settings.get(AzureSettings.CLIENT_ID),
        settings.get(AzureSettings.TENANT_ID),
        certificate,
        "");
  }

  private void checkClient(Auth auth) {
    for (Setting<? extends Optional<?>> setting :
        List.of(AzureSettings.CLIENT_ID, AzureSettings.TENANT_ID)) {
      if (settings.get(setting).isEmpty()) {
        throw missing(auth, setting);
      }
    }
    if (auth == Auth.CLIENT_CERTIFICATE
        && settings.get(AzureSettings.CLIENT_CERTIFICATE_FILE).isEmpty()) {
      throw missing(auth, AzureSettings.CLIENT_CERTIFICATE_FILE);
    }
  }

  private Secret required(Auth auth, Setting<Optional<Secret>> setting, Optional<String> level)
      throws IOException {
    Optional<Secret> found =
        level.isPresent() ? secret(setting, level.get()) : settings.secret(setting);
    return found.orElseThrow(() -> missing(auth, setting));
  }

  private IllegalArgumentException missing(Auth auth, Setting<?> setting) {
    return new IllegalArgumentException(
        settings.keyOf(AzureSettings.AUTH)
            + " is "
            + SettingTypes.written(auth)
            + ", but "
            + setting.name()
            + " is not set");
  }

  private AzureWriteSettings writes() {
    long first = settings.get(AzureSettings.PART_SIZE);
    long largest = Math.max(first, settings.get(AzureSettings.PART_SIZE_MAX));
    return new AzureWriteSettings(
        AzureWriteSettings.partSizes(first, largest),
        settings.get(AzureSettings.ACCESS_TIER),
        settings.get(AzureSettings.CONTENT_TYPE),
        settings.get(AzureSettings.METADATA));
  }
}
