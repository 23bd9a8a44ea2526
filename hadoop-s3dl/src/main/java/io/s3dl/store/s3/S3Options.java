package io.s3dl.store.s3;

import io.s3dl.store.RetryOptions;
import java.util.Objects;

/**
 * All that an {@code S3ObjectStore} is made with.
 *
 * @param bucket the name of the bucket, as URIs have it
 * @param endpoint where it is
 * @param connections how it is connected to
 * @param credentials who asks
 * @param features what the store can do
 * @param writes what is said of objects that are written
 * @param identification what requests say of who sends them
 * @param requesterPays whether each request says that whoever sends it pays for it
 * @param retries how often a failed request is sent again
 */
public record S3Options(
    String bucket,
    S3Endpoint endpoint,
    S3Connections connections,
    S3CredentialOptions credentials,
    S3Features features,
    S3WriteSettings writes,
    S3Identification identification,
    boolean requesterPays,
    RetryOptions retries) {

  public S3Options {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(connections, "connections");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(features, "features");
    Objects.requireNonNull(writes, "writes");
    Objects.requireNonNull(identification, "identification");
    Objects.requireNonNull(retries, "retries");
  }

  /** What requests name as the bucket: its name, or the access point that stands for it. */
  public String requestBucket() {
    return endpoint.accessPoint().orElse(bucket);
  }
}
