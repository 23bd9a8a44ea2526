package io.s3dl.store.s3;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;

/** What the environment and the shared files say to all programs that speak S3. */
public final class S3Surroundings {

  private S3Surroundings() {}

  /**
   * The address of the store, found as the SDK finds it: in Java's properties {@code
   * aws.endpointUrlS3} and {@code aws.endpointUrl}, the environment's {@code AWS_ENDPOINT_URL_S3}
   * and {@code AWS_ENDPOINT_URL}, or as {@code endpoint_url} in the profile that {@code
   * AWS_PROFILE} names; empty if it is in none, or if those are to be ignored ({@code
   * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS}).
   *
   * <p>The SDK would send requests there by itself, and no longer does: who is to know what the
   * store can do has to know where it is, and an address that is configured comes first.
   */
  public static Optional<URI> endpoint() {
    return AwsClientEndpointProvider.builder()
        .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_S3")
        .serviceEndpointOverrideSystemProperty("aws.endpointUrlS3")
        .serviceProfileProperty("s3")
        .resolveFromOverrides();
  }
}
