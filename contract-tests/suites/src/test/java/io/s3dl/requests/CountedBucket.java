package io.s3dl.requests;

import io.s3dl.harness.EmbeddedS3;
import io.s3dl.harness.S3Bucket;
import io.s3dl.harness.S3Server;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;

/**
 * A bucket, for s3dl and s3a.
 *
 * @param scheme of the file system
 * @param bucket where it is
 */
record CountedBucket(String scheme, S3Bucket bucket) implements CountedPlace {

  static CountedBucket create(String scheme) throws IOException, InterruptedException {
    return new CountedBucket(scheme, EmbeddedS3.shared().newBucket("requests"));
  }

  @Override
  public URI server() {
    return bucket.server().endpoint();
  }

  @Override
  public URI uri() {
    return URI.create(scheme + "://" + bucket.name() + "/");
  }

  @Override
  public void configure(Configuration conf, URI way) {
    S3Server server = bucket.server();
    String endpoint = way.toString();
    conf.set("fs.s3dl.s3.store", server.name());
    conf.set("fs.s3dl.s3.endpoint", endpoint);
    conf.set("fs.s3dl.s3.region", S3Server.REGION);
    conf.set("fs.s3dl.s3.path.style", "true");
    conf.set("fs.s3dl.s3.access.key", server.accessKey());
    conf.set("fs.s3dl.s3.secret.key", server.secretKey());
    conf.set("fs.s3a.endpoint", endpoint);
    conf.set("fs.s3a.endpoint.region", S3Server.REGION);
    conf.set("fs.s3a.path.style.access", "true");
    conf.set("fs.s3a.connection.ssl.enabled", "false");
    conf.set(
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    conf.set("fs.s3a.access.key", server.accessKey());
    conf.set("fs.s3a.secret.key", server.secretKey());
  }

  @Override
  public void put(String key, byte[] content) throws IOException, InterruptedException {
    bucket.put(key, content);
  }

  @Override
  public void drop() throws IOException, InterruptedException {
    bucket.drop();
  }
}
