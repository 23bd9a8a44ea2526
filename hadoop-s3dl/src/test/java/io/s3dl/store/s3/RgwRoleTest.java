package io.s3dl.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A role is assumed, on Ceph's gateway, which has a token service. */
public class RgwRoleTest {

  /** What {@code contract-tests/servers/ceph-rgw.sh} makes. */
  private static final String ROLE = "arn:aws:iam:::role/s3dl";

  @Test
  public void theKeysOfARoleWriteAndRead() throws IOException {
    S3Server server = CephRgw.server();
    String bucket = "role-" + ProcessHandle.current().pid();
    try (S3Client client = S3Stores.client(server.endpoint())) {
      client.createBucket(b -> b.bucket(bucket));
    }
    try (S3Clients clients = ClientFixture.open(options(server, ROLE))) {
      S3Client s3 = clients.s3();
      s3.putObject(b -> b.bucket(bucket).key("a b"), RequestBody.fromString("content"));
      assertThat(s3.getObjectAsBytes(b -> b.bucket(bucket).key("a b")).asString(UTF_8))
          .isEqualTo("content");
      assertThat(s3.listObjectsV2(b -> b.bucket(bucket)).contents()).hasSize(1);
      assertThat(clients.credentials().source()).isEqualTo("assume-role");
      AwsCredentials keys = clients.credentials().resolveCredentials();
      assertThat(keys).isInstanceOf(AwsSessionCredentials.class);
      assertThat(keys.accessKeyId()).isNotEqualTo(S3Server.ACCESS_KEY);
    }
  }

  @Test
  public void aRoleThatIsNotThereIsRefused() throws IOException {
    try (S3Clients clients = ClientFixture.open(options(CephRgw.server(), ROLE + "-2"))) {
      assertThatThrownBy(
              () ->
                  ClientFixture.errors()
                      .at("listing", "", () -> clients.s3().listObjectsV2(b -> b.bucket("b"))))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("assume-role: ");
    }
  }

  private static S3Options options(S3Server server, String role) {
    S3RoleOptions assumed =
        new S3RoleOptions(
            role,
            "nightly",
            Optional.empty(),
            Duration.ofHours(1),
            Optional.of(server.endpoint()),
            Optional.empty(),
            List.of(S3CredentialLink.of(S3CredentialLink.Kind.CONFIGURATION)));
    S3CredentialOptions credentials =
        new S3CredentialOptions(
            List.of(S3CredentialLink.of(S3CredentialLink.Kind.ASSUME_ROLE)),
            Optional.of(S3Keys.of(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)),
            Optional.empty(),
            Optional.of(assumed));
    return ClientFixture.with(
        ClientFixture.with(ClientFixture.at(server.endpoint()), credentials), server.features());
  }
}
