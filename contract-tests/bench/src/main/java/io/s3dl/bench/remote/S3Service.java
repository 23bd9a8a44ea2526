package io.s3dl.bench.remote;

import io.s3dl.harness.S3Bucket;
import io.s3dl.harness.S3Server;
import java.io.IOException;
import java.net.URI;

/** S3, as one server has it. */
public record S3Service(S3Server server) implements RemoteServer {

  @Override
  public URI endpoint() {
    return server.endpoint();
  }

  @Override
  public RemotePlace newPlace(String prefix) throws IOException, InterruptedException {
    S3Bucket bucket = server.newBucket(prefix);
    return new RemotePlace(bucket.name(), bucket::drop);
  }

  @Override
  public String toString() {
    return server.toString();
  }
}
