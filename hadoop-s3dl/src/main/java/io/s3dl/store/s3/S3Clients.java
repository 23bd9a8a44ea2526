package io.s3dl.store.s3;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointParams;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;

/** The SDK's client of one store and what it needs; owns all of it. */
final class S3Clients implements Closeable {

  private final S3Client s3;
  private final S3CredentialChain credentials;

  private S3Clients(S3Client s3, S3CredentialChain credentials) {
    this.s3 = s3;
    this.credentials = credentials;
  }

  /**
   * Makes a client; asks nobody for anything yet. It sends each request once: {@link
   * io.s3dl.store.Retrier} is the place for more.
   *
   * @throws IOException if a file that the options name cannot be read
   */
  static S3Clients open(S3Options options, S3Errors errors) throws IOException {
    S3Http http = S3Http.of(options.connections().http());
    S3Regions.Choice region = S3Regions.of(options.endpoint(), options.credentials().profile());
    S3CredentialChain credentials =
        new S3CredentialChain(
            options.bucket(),
            new S3CredentialProviders(options.credentials(), http, region.region()),
            errors,
            Clock.systemUTC());
    try {
      return new S3Clients(client(options, http, region, credentials), credentials);
    } catch (RuntimeException e) {
      credentials.close();
      throw e;
    }
  }

  /** The client; closed with this. */
  S3Client s3() {
    return s3;
  }

  /** Who is asked for keys; closed with this. */
  S3CredentialChain credentials() {
    return credentials;
  }

  @Override
  public void close() {
    try (credentials) {
      s3.close();
    }
  }

  private static S3Client client(
      S3Options options, S3Http http, S3Regions.Choice region, S3CredentialChain credentials) {
    S3Endpoint endpoint = options.endpoint();
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(http.builder(options.connections().http().max()))
            .region(region.region())
            .crossRegionAccessEnabled(endpoint.crossRegion() || region.guessed())
            .dualstackEnabled(endpoint.dualStack())
            .fipsEnabled(endpoint.fips())
            .credentialsProvider(credentials)
            .putAuthScheme(SigV4Scheme.of(options.connections().signing()))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(endpoint.pathStyle())
                    // Not every store knows chunked bodies, and one gigabyte less is hashed twice.
                    .chunkedEncodingEnabled(false)
                    // Some stores answer it after seconds only.
                    .expectContinueEnabled(false)
                    .useArnRegionEnabled(true)
                    .build())
            .overrideConfiguration(override(options));
    endpoint
        .uri()
        .filter(address -> !S3Regions.isOfAnyRegion(address))
        .ifPresentOrElse(
            builder::endpointOverride, () -> builder.endpointProvider(S3Clients::ofAmazon));
    if (options.features().has(S3Feature.BULK_DELETE_MD5)) {
      builder.addPlugin(LegacyMd5Plugin.create());
    }
    return builder.build();
  }

  /** By itself the SDK looks for an address in its surroundings, even if one is configured. */
  private static CompletableFuture<Endpoint> ofAmazon(S3EndpointParams asked) {
    return S3EndpointProvider.defaultProvider()
        .resolveEndpoint(asked.toBuilder().endpoint(null).build());
  }

  private static ClientOverrideConfiguration override(S3Options options) {
    ClientOverrideConfiguration.Builder override =
        ClientOverrideConfiguration.builder()
            .retryStrategy(AwsRetryStrategy.doNotRetry())
            .addExecutionInterceptor(new Echoes())
            .addExecutionInterceptor(
                new S3RequestHeaders(options.identification(), options.requesterPays()));
    if (!options.identification().userAgent().isEmpty()) {
      override.putAdvancedOption(
          SdkAdvancedClientOption.USER_AGENT_PREFIX, options.identification().userAgent());
    }
    Duration callTimeout = options.connections().http().callTimeout();
    if (!callTimeout.isZero()) {
      override.apiCallTimeout(callTimeout);
    }
    return override.build();
  }
}
