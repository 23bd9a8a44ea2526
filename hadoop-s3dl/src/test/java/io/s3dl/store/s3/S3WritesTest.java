package io.s3dl.store.s3;

import static io.s3dl.store.s3.ScriptedS3.head;
import static io.s3dl.store.s3.ScriptedS3.ok;
import static io.s3dl.store.s3.ScriptedS3.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.Secret;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** What requests say besides keys and bytes: encryption, class, ACL, tags, metadata, payer. */
public class S3WritesTest {

  private static final String KEY =
      Base64.getEncoder()
          .encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));

  @Rule public final ScriptedS3 server = new ScriptedS3();

  private S3ObjectStore open(S3Encryption encryption) {
    S3WriteSettings settings =
        new S3WriteSettings(
            S3WriteSettings.partSizes(8 << 20, 128 << 20),
            encryption,
            Optional.of("STANDARD_IA"),
            Optional.of("bucket-owner-full-control"),
            Optional.of("text/x-ours"),
            Map.of("a", "b c"),
            Map.of("Of-All", "1"),
            256 << 20);
    S3Client client = S3Stores.client(server.endpoint());
    return S3Stores.open(client, new RequestBuilders("b", settings, S3Features.AWS, true));
  }

  private ScriptedS3.Request request(int index) {
    return server.requests().get(index);
  }

  private static void put(S3ObjectStore store, WriteOptions options) throws IOException {
    store.startUpload("k", options).put(ByteBuffer.allocateDirect(5), WrittenBytes.UNKNOWN);
  }

  @Test
  public void whatIsSaidOfNewObjects() throws IOException {
    S3Encryption kms =
        new S3Encryption(
            S3Encryption.Kind.SSE_KMS,
            Optional.of("key-1"),
            Optional.of("e30="),
            Optional.of(true),
            Optional.empty());
    server.then(ok(200, new byte[0], "ETag", "\"e\""));
    try (S3ObjectStore store = open(kms)) {
      put(
          store,
          WriteOptions.replacing()
              .withMode(0600)
              .withHeaders(Optional.empty(), Map.of("Mine", "2")));
    }
    assertThat(request(0).header("x-amz-server-side-encryption")).isEqualTo("aws:kms");
    assertThat(request(0).header("x-amz-server-side-encryption-aws-kms-key-id")).isEqualTo("key-1");
    assertThat(request(0).header("x-amz-server-side-encryption-context")).isEqualTo("e30=");
    assertThat(request(0).header("x-amz-server-side-encryption-bucket-key-enabled"))
        .isEqualTo("true");
    assertThat(request(0).header("x-amz-storage-class")).isEqualTo("STANDARD_IA");
    assertThat(request(0).header("x-amz-acl")).isEqualTo("bucket-owner-full-control");
    assertThat(request(0).header("x-amz-tagging")).isEqualTo("a=b+c");
    assertThat(request(0).header("x-amz-request-payer")).isEqualTo("requester");
    assertThat(request(0).header("Content-Type")).isEqualTo("text/x-ours");
    assertThat(request(0).header("x-amz-meta-of-all")).isEqualTo("1");
    assertThat(request(0).header("x-amz-meta-mine")).isEqualTo("2");
    assertThat(request(0).header("x-amz-meta-s3dl-mode")).isEqualTo("600");
    assertThat(request(0).header("x-amz-meta-s3dl-crc32c")).hasSize(8);
  }

  @Test
  public void aCustomersKeyIsSentWithEveryRequest() throws IOException {
    S3Encryption customers =
        new S3Encryption(
            S3Encryption.Kind.SSE_C,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Secret.of(KEY)));
    server.then(
        ok(200, new byte[0], "ETag", "\"e\""),
        head(5, "e"),
        ok(200, new byte[5], "ETag", "\"e\""),
        xml(200, "<CopyObjectResult><ETag>\"e\"</ETag></CopyObjectResult>"));
    try (S3ObjectStore store = open(customers)) {
      put(store, WriteOptions.replacing());
      ObjectInfo info = store.head("k");
      store.tail("k", 100);
      store.copy(info, "c", false);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(request(i).header("x-amz-server-side-encryption-customer-key")).isEqualTo(KEY);
      assertThat(request(i).header("x-amz-server-side-encryption-customer-key-MD5")).isNotNull();
      assertThat(request(i).header("x-amz-request-payer")).isEqualTo("requester");
    }
    assertThat(request(3).header("x-amz-copy-source-server-side-encryption-customer-key"))
        .isEqualTo(KEY);
  }

  @Test
  public void aPutThatTheStoreSumsUpOtherwiseFails() throws IOException {
    server.then(ok(200, new byte[0], "ETag", "\"e\"", "x-amz-checksum-crc32c", Crcs.text(12345)));
    try (S3ObjectStore store = open(S3Encryption.NONE)) {
      assertThatThrownBy(() -> put(store, WriteOptions.replacing()))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll("CRC32C", "visible");
    }
  }

  @Test
  public void metadataThatNoHeaderTakesAreRefused() throws IOException {
    try (S3ObjectStore store = open(S3Encryption.NONE)) {
      for (Map<String, String> bad :
          List.of(Map.of("a", "ä"), Map.of("s3dl-mode", "7"), Map.of("a", "x".repeat(2100)))) {
        assertThatThrownBy(
                () -> put(store, WriteOptions.replacing().withHeaders(Optional.empty(), bad)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("k");
      }
    }
    assertThat(server.requests()).isEmpty();
  }
}
