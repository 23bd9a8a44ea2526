package io.s3dl.robustness;

import io.s3dl.harness.S3Bucket;
import io.s3dl.harness.S3Server;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A bucket of a server that speaks S3. */
record S3Place(S3Bucket bucket) implements Place {

  static final String SCHEME = "s3dl";

  static S3Place of(List<String> words) {
    S3Server server =
        new S3Server(words.get(1), URI.create(words.get(2)), words.get(3), words.get(4));
    return new S3Place(new S3Bucket(server, words.get(5)));
  }

  @Override
  public URI server() {
    return bucket.server().endpoint();
  }

  @Override
  public Place through(URI way) {
    return new S3Place(new S3Bucket(bucket.server().through(way), bucket.name()));
  }

  @Override
  public URI uri() {
    return URI.create(SCHEME + "://" + bucket.name() + "/");
  }

  @Override
  public void configure(Configuration conf) {
    S3Server server = bucket.server();
    conf.set(area() + "endpoint", server.endpoint().toString());
    conf.set(area() + "region", S3Server.REGION);
    conf.set(area() + "path.style", "true");
    conf.set(area() + "store", server.name());
    conf.set(area() + "access.key", server.accessKey());
    conf.set(area() + "secret.key", server.secretKey());
  }

  @Override
  public String area() {
    return "fs.s3dl.s3.";
  }

  @Override
  public void put(String key, byte[] content) throws IOException, InterruptedException {
    bucket.put(key, content);
  }

  @Override
  public List<String> keys(String prefix) throws IOException, InterruptedException {
    return bucket.keys(prefix);
  }

  @Override
  public List<String> unfinishedUploads() throws IOException, InterruptedException {
    return bucket.unfinishedUploads();
  }

  @Override
  public void drop() throws IOException, InterruptedException {
    bucket.drop();
  }

  @Override
  public String toString() {
    S3Server server = bucket.server();
    return String.join(
        " ",
        SCHEME,
        server.name(),
        server.endpoint().toString(),
        server.accessKey(),
        server.secretKey(),
        bucket.name());
  }
}
