package io.s3dl.harness;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;

/**
 * A server that speaks S3 on loopback, with path style and the region us-east-1.
 *
 * @param name s3proxy or rgw
 * @param endpoint where it listens; a proxy's address makes all requests take that way
 * @param accessKey of a user who may do everything
 * @param secretKey of the same
 */
public record S3Server(String name, URI endpoint, String accessKey, String secretKey) {

  /** The region that requests are signed for. */
  public static final String REGION = "us-east-1";

  /** The same server by another way, a proxy's, say. */
  public S3Server through(URI way) {
    return new S3Server(name, way, accessKey, secretKey);
  }

  /** Creates a bucket with a name of its own. */
  public S3Bucket newBucket(String prefix) throws IOException, InterruptedException {
    S3Bucket bucket =
        new S3Bucket(this, prefix + "-" + UUID.randomUUID().toString().substring(0, 13));
    bucket.create();
    return bucket;
  }

  @Override
  public String toString() {
    return name + " at " + endpoint;
  }
}
