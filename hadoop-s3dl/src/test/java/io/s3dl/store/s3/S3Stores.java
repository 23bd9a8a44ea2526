package io.s3dl.store.s3;

import io.s3dl.store.Redaction;
import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.RetryOptions;
import io.s3dl.store.s3.S3Connections.PayloadSigning;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens stores on test servers, each over a bucket of its own. */
final class S3Stores {

  /** Objects above this are copied in parts in these tests. */
  static final long SINGLE_COPY_BYTES = 12L << 20;

  private static final AtomicInteger BUCKETS = new AtomicInteger();

  private S3Stores() {}

  /** A client as the plugin's, without retries and checksums of its own. */
  static S3Client client(URI endpoint) {
    return client(endpoint, PayloadSigning.AUTO);
  }

  /** A client as the plugin's, which signs contents so. */
  static S3Client client(URI endpoint, PayloadSigning signing) {
    return builder(endpoint, List.of(new Echoes())).putAuthScheme(SigV4Scheme.of(signing)).build();
  }

  /**
   * A client that has nothing of the plugin, whose classes may be those of the released jar here.
   */
  static S3Client plainClient(URI endpoint) {
    return builder(endpoint, List.of()).build();
  }

  private static S3ClientBuilder builder(URI endpoint, List<ExecutionInterceptor> interceptors) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .addPlugin(LegacyMd5Plugin.create())
        .serviceConfiguration(c -> c.chunkedEncodingEnabled(false))
        .httpClientBuilder(Apache5HttpClient.builder().expectContinueEnabled(false))
        .overrideConfiguration(
            c ->
                c.retryStrategy(DefaultRetryStrategy.doNotRetry())
                    .executionInterceptors(interceptors));
  }

  /** A store over a new bucket. */
  static S3ObjectStore open(S3Server server) {
    return open(server, PayloadSigning.AUTO);
  }

  /** A store over a new bucket, which signs contents so. */
  static S3ObjectStore open(S3Server server, PayloadSigning signing) {
    S3Client client = client(server.endpoint(), signing);
    String bucket = "b" + ProcessHandle.current().pid() + "-" + BUCKETS.incrementAndGet();
    client.createBucket(b -> b.bucket(bucket));
    return open(client, bucket, server.features());
  }

  /** A store over a bucket that is there. */
  static S3ObjectStore open(S3Client client, String bucket, S3Features features) {
    return open(client, bucket, features, settings());
  }

  static S3ObjectStore open(
      S3Client client, String bucket, S3Features features, S3WriteSettings settings) {
    return open(client, new RequestBuilders(bucket, settings, features, false));
  }

  /** A store that tries again at once. */
  static S3ObjectStore open(S3Client client, RequestBuilders builders) {
    RequestCounts counts = new RequestCounts();
    RetryOptions retries = new RetryOptions(4, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
    Retrier retrier = new Retrier(retries, counts, new Random(1), time -> {});
    S3Errors errors = new S3Errors("b", new Redaction(List.of()));
    return new S3ObjectStore(
        client::close,
        new S3Requests(client, retrier, errors, counts),
        builders,
        Runnable::run,
        SINGLE_COPY_BYTES);
  }

  /** The smallest parts. */
  static S3WriteSettings settings() {
    return S3WriteSettings.of(S3WriteSettings.partSizes(5 << 20, 8 << 20));
  }
}
