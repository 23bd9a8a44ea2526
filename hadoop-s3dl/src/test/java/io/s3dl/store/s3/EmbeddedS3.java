package io.s3dl.store.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.rules.ExternalResource;
import software.amazon.awssdk.services.s3.S3Client;

/** S3Proxy inside this JVM, with its objects in memory. */
public final class EmbeddedS3 extends ExternalResource {

  private static final long LARGEST_BYTES = 5L << 30;
  private static final int LARGEST_SIGNED_BYTES = 128 << 20;

  private S3Proxy proxy;

  @Override
  protected void before() throws Exception {
    proxy =
        S3Proxy.builder()
            .blobStore(new TransientNio2BlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(
                AuthenticationType.AWS_V2_OR_V4, S3Server.ACCESS_KEY, S3Server.SECRET_KEY)
            .maxSinglePartObjectSize(LARGEST_BYTES)
            .v4MaxNonChunkedRequestSize(LARGEST_SIGNED_BYTES)
            .v4MaxChunkSize(LARGEST_SIGNED_BYTES)
            .build();
    proxy.start();
  }

  @Override
  protected void after() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new AssertionError("S3Proxy does not stop", e);
    }
  }

  public S3Server server() {
    return new S3Server(URI.create("http://127.0.0.1:" + proxy.getPort()), S3Features.S3PROXY);
  }

  public void createBucket(String name) {
    try (S3Client client = S3Stores.plainClient(server().endpoint())) {
      client.createBucket(b -> b.bucket(name));
    }
  }
}
