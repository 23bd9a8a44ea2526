package io.s3dl.store.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import com.azure.storage.common.policy.StorageBearerTokenChallengeAuthorizationPolicy;
import io.s3dl.store.Secret;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Identities of Microsoft Entra. The one class that knows their library, so that it is loaded only
 * where such an identity is configured.
 */
final class AzureIdentities {

  private static final String SCOPE = "https://storage.azure.com/.default";

  private AzureIdentities() {}

  /** Has requests carry a token, which is fetched and renewed when it is needed. */
  static HttpPipelinePolicy policy(AzureOptions options, HttpClient http) {
    return new StorageBearerTokenChallengeAuthorizationPolicy(
        credential(options.credentials(), http), SCOPE);
  }

  private static TokenCredential credential(AzureCredentialOptions options, HttpClient http) {
    return switch (options.kind()) {
      case MANAGED_IDENTITY -> {
        ManagedIdentityCredentialBuilder builder =
            new ManagedIdentityCredentialBuilder().httpClient(http);
        options.clientId().ifPresent(builder::clientId);
        yield builder.build();
      }
      case WORKLOAD_IDENTITY -> {
        WorkloadIdentityCredentialBuilder builder =
            new WorkloadIdentityCredentialBuilder().httpClient(http);
        options.clientId().ifPresent(builder::clientId);
        options.tenantId().ifPresent(builder::tenantId);
        yield builder.build();
      }
      case CLIENT_SECRET ->
          new ClientSecretCredentialBuilder()
              .httpClient(http)
              .clientId(options.clientId().orElseThrow())
              .tenantId(options.tenantId().orElseThrow())
              .clientSecret(options.secret().orElseThrow().reveal())
              .build();
      case CLIENT_CERTIFICATE -> certificate(options, http);
      case AZURE_CLI -> {
        AzureCliCredentialBuilder builder = new AzureCliCredentialBuilder();
        options.tenantId().ifPresent(builder::tenantId);
        yield builder.build();
      }
      default -> throw new IllegalArgumentException(options.kind() + " is no identity");
    };
  }

  private static TokenCredential certificate(AzureCredentialOptions options, HttpClient http) {
    Path file = options.certificate().orElseThrow();
    ClientCertificateCredentialBuilder builder =
        new ClientCertificateCredentialBuilder()
            .httpClient(http)
            .clientId(options.clientId().orElseThrow())
            .tenantId(options.tenantId().orElseThrow());
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".pfx") || name.endsWith(".p12")) {
      builder.pfxCertificate(file.toString());
    } else {
      builder.pemCertificate(file.toString());
    }
    options.secret().map(Secret::reveal).ifPresent(builder::clientCertificatePassword);
    return builder.build();
  }
}
