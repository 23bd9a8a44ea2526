package io.s3dl.copies;

import io.s3dl.harness.EmbeddedS3;
import io.s3dl.harness.S3Bucket;
import io.s3dl.harness.S3Server;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket, with Amazon's SDK. */
final class Bucket implements Place {

  private final S3Bucket bucket;
  private final S3Client client;

  private Bucket(S3Bucket bucket) {
    S3Server server = bucket.server();
    this.bucket = bucket;
    this.client =
        S3Client.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(S3Server.REGION))
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(server.accessKey(), server.secretKey())))
            .httpClient(Apache5HttpClient.create())
            .build();
  }

  static Bucket create() throws IOException, InterruptedException {
    return new Bucket(EmbeddedS3.shared().newBucket("copies"));
  }

  @Override
  public List<String> keys() {
    return client
        .listObjectsV2Paginator(request -> request.bucket(bucket.name()))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  @Override
  public Stored get(String key) {
    ResponseBytes<GetObjectResponse> object =
        client.getObjectAsBytes(request -> request.bucket(bucket.name()).key(key));
    return new Stored(key, object.asByteArray(), object.response().metadata());
  }

  /** Names have dashes here and no underscores, which some servers drop. */
  @Override
  public void put(Stored object) {
    Map<String, String> metadata = new TreeMap<>();
    object.metadata().forEach((name, value) -> metadata.put(name.replace('_', '-'), value));
    client.putObject(
        request -> request.bucket(bucket.name()).key(object.key()).metadata(metadata),
        RequestBody.fromBytes(object.bytes()));
  }

  @Override
  public URI uri() {
    return URI.create("s3dl://" + bucket.name() + "/");
  }

  @Override
  public void configure(Configuration conf) {
    S3Server server = bucket.server();
    conf.set("fs.s3dl.s3.endpoint", server.endpoint().toString());
    conf.set("fs.s3dl.s3.region", S3Server.REGION);
    conf.set("fs.s3dl.s3.path.style", "true");
    conf.set("fs.s3dl.s3.store", server.name());
    conf.set("fs.s3dl.s3.access.key", server.accessKey());
    conf.set("fs.s3dl.s3.secret.key", server.secretKey());
    conf.set("fs.s3dl.s3.part.size", PART);
  }

  @Override
  public void close() throws IOException {
    client.close();
    try {
      bucket.drop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("Interrupted").initCause(e);
    }
  }
}
