package io.s3dl.store.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.identity.AzureAuthorityHosts;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import com.azure.storage.common.policy.StorageBearerTokenChallengeAuthorizationPolicy;
import io.s3dl.store.Secret;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

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
        credential(options.credentials(), options.cloud(), http), SCOPE);
  }

  /** Until when a token holds that is fetched now. */
  static OffsetDateTime tokenUntil(AzureOptions options, HttpClient http) {
    return credential(options.credentials(), options.cloud(), http)
        .getTokenSync(new TokenRequestContext().addScopes(SCOPE))
        .getExpiresAt();
  }

  /** Who vouches for identities; empty for whom the environment names, or the public cloud's. */
  private static Optional<String> authority(AzureCloud cloud) {
    return switch (cloud) {
      case PUBLIC -> Optional.empty();
      case CHINA -> Optional.of(AzureAuthorityHosts.AZURE_CHINA);
      case USGOVERNMENT -> Optional.of(AzureAuthorityHosts.AZURE_GOVERNMENT);
    };
  }

  private static TokenCredential credential(
      AzureCredentialOptions options, AzureCloud cloud, HttpClient http) {
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
        authority(cloud).ifPresent(builder::authorityHost);
        yield builder.build();
      }
      case CLIENT_SECRET -> {
        ClientSecretCredentialBuilder builder =
            new ClientSecretCredentialBuilder()
                .httpClient(http)
                .clientId(options.clientId().orElseThrow())
                .tenantId(options.tenantId().orElseThrow())
                .clientSecret(options.secret().orElseThrow().reveal());
        authority(cloud).ifPresent(builder::authorityHost);
        yield builder.build();
      }
      case CLIENT_CERTIFICATE -> certificate(options, cloud, http);
      case AZURE_CLI -> {
        AzureCliCredentialBuilder builder = new AzureCliCredentialBuilder();
        options.tenantId().ifPresent(builder::tenantId);
        yield builder.build();
      }
      default -> throw new IllegalArgumentException(options.kind() + " is no identity");
    };
  }

  private static TokenCredential certificate(
      AzureCredentialOptions options, AzureCloud cloud, HttpClient http) {
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
    authority(cloud).ifPresent(builder::authorityHost);
    return builder.build();
  }
}
