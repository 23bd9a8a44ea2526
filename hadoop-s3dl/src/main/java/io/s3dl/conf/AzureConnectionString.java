package io.s3dl.conf;

import io.s3dl.store.Secret;
import io.s3dl.store.azure.AzureCredentialOptions;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What Azure calls a connection string: an account, where it is, and a proof, in one text. */
final class AzureConnectionString {

  /** What stands for an emulator on this machine; its key is no secret, Microsoft publishes it. */
  private static final String EMULATOR = "UseDevelopmentStorage";

  private static final Map<String, String> OF_EMULATOR =
      Map.of(
          "accountname",
          "devstoreaccount1",
          "accountkey",
          "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
          "blobendpoint",
          "http://127.0.0.1:10000/devstoreaccount1");

  private final String key;
  private final Map<String, String> fields = new TreeMap<>();

  /**
   * Reads one.
   *
   * @param key where it stands, for messages, which never repeat it
   */
  AzureConnectionString(String key, Secret text) {
    this.key = key;
    for (String field : text.reveal().split(";", -1)) {
      int equals = field.indexOf('=');
      if (!field.isBlank()) {
        if (equals < 1) {
          throw wrong("has a field without a value");
        }
        String name = field.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        fields.put(name, field.substring(equals + 1).strip());
      }
    }
    if (field(EMULATOR).map(Boolean::parseBoolean).orElse(false)) {
      fields.putAll(OF_EMULATOR);
    }
  }

  /** What proves who asks. */
  AzureCredentialOptions credentials() {
    Optional<String> account = field("AccountKey");
    return account.isPresent()
        ? AzureCredentialOptions.sharedKey(account.get())
        : AzureCredentialOptions.sas(
            field("SharedAccessSignature")
                .orElseThrow(() -> wrong("has neither an AccountKey nor a SharedAccessSignature")));
  }

  /** Where the account's blobs are, if it says so. */
  Optional<URI> endpoint(String account) {
    Optional<String> address = field("BlobEndpoint");
    Optional<String> suffix = field("EndpointSuffix");
    if (address.isEmpty() && suffix.isPresent()) {
      String protocol = field("DefaultEndpointsProtocol").orElse("https");
      address = Optional.of(protocol + "://" + account + ".blob." + suffix.get());
    }
    return address.flatMap(
        text -> AzureSettings.ENDPOINT.parse("The BlobEndpoint of " + key, text));
  }

  /**
   * The same, if it is one of an account.
   *
   * @throws IllegalArgumentException if it is another's
   */
  AzureConnectionString of(String account) {
    if (!field("AccountName").map(account::equalsIgnoreCase).orElse(true)) {
      throw wrong("is that of another account than " + account);
    }
    return this;
  }

  private Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT)))
        .filter(value -> !value.isEmpty());
  }

  private IllegalArgumentException wrong(String how) {
    return new IllegalArgumentException(
        key + " " + how + "; it must be as the portal shows it (Access keys)");
  }
}
