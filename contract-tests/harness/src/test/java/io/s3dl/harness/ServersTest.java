package io.s3dl.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.Assume.assumeTrue;

import java.nio.charset.StandardCharsets;
import org.junit.Test;

/** Each server does what tests rely on, and refuses who is not its user. */
public class ServersTest {

  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @Test
  public void s3ProxyRunsInThisJvm() throws Exception {
    try (EmbeddedS3 embedded = EmbeddedS3.start()) {
      exercise(embedded.server());
    }
  }

  @Test
  public void cephRunsBesideThisJvm() throws Exception {
    CephRgw ceph = CephRgw.shared();
    S3Server server = ceph.server();
    assumeTrue(ceph.whyNot(), server != null);
    exercise(server);
  }

  @Test
  public void azuriteRunsBesideThisJvm() throws Exception {
    Azurite azurite = Azurite.shared();
    assumeTrue(azurite.whyNot(), azurite.endpoint() != null);
    AzureContainer container = azurite.newContainer("servers");
    assertThat(container.keys("")).isEmpty();
    container.drop();
    assertThatThrownBy(() -> container.keys("")).hasMessageContaining("ContainerNotFound");
  }

  @Test
  public void oneS3ProxyIsShared() throws Exception {
    assertThat(EmbeddedS3.shared()).isEqualTo(EmbeddedS3.shared());
  }

  @Test
  public void s3ProxyKeepsNoDirectoriesThatAreDeleted() throws Exception {
    S3Bucket bucket = EmbeddedS3.shared().newBucket("directories");
    for (int round = 0; round < 5; round++) {
      assertThat(bucket.directoriesLeft(100)).isEmpty();
    }
    bucket.drop();
  }

  private static void exercise(S3Server server) throws Exception {
    S3Bucket bucket = server.newBucket("servers");
    bucket.put("a/b c+d%ä", CONTENT);
    bucket.put("a/e", CONTENT);
    assertThat(bucket.keys("")).containsExactlyInAnyOrder("a/b c+d%ä", "a/e");
    assertThat(bucket.get("a/b c+d%ä")).isEqualTo(CONTENT);
    bucket.request("POST", "unfinished").query("uploads", "").send().require(200);
    assertThat(bucket.unfinishedUploads()).containsExactly("unfinished");
    S3Server stranger = new S3Server("x", server.endpoint(), server.accessKey(), "wrong");
    assertThat(new S3Bucket(stranger, bucket.name()).request("GET", "a/e").send().status())
        .isEqualTo(403);
    bucket.drop();
    assertThat(bucket.request("GET", "a/e").send().status()).isEqualTo(404);
  }
}
