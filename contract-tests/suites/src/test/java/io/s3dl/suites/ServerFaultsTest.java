package io.s3dl.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.Assume.assumeTrue;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.s3dl.harness.AzureContainer;
import io.s3dl.harness.Azurite;
import io.s3dl.harness.CephRgw;
import io.s3dl.harness.EmbeddedS3;
import io.s3dl.harness.S3Bucket;
import io.s3dl.harness.S3Server;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.Test;

/**
 * Faults of servers that the plugin works around or that explain what a peer fails in, shown
 * without either: with plain signed requests, or the library of the store's maker. A test that
 * fails here says that a server has been mended, and that its way around may go.
 */
public class ServerFaultsTest {

  private final SuiteTarget target = SuiteTarget.CURRENT;

  @Test
  public void cephSaysThatThePrefixIsEncoded() throws Exception {
    assumeTrue("for Ceph's gateway", target.server().equals("rgw"));
    S3Server server = CephRgw.shared().server();
    assumeTrue(CephRgw.shared().whyNot(), server != null);
    S3Bucket bucket = server.newBucket("faults");
    try {
      String answer =
          bucket
              .request("GET")
              .query("list-type", "2")
              .query("encoding-type", "url")
              .query("prefix", "%$")
              .send()
              .require(200)
              .text();
      assertThat(answer)
          .contains("<EncodingType>url</EncodingType>")
          .contains("<Prefix>%$</Prefix>");
    } finally {
      bucket.drop();
    }
  }

  /** A race, which about every second of these requests loses. */
  @Test
  public void s3ProxyGoesOnListingADirectoryWhoseObjectsAreDeletedTogether() throws Exception {
    assumeTrue("for S3Proxy", target.server().equals("s3proxy"));
    try (EmbeddedS3 released = EmbeddedS3.startAsReleased()) {
      S3Bucket bucket = released.server().newBucket("faults");
      List<String> left = new ArrayList<>();
      for (int round = 0; left.isEmpty() && round < 20; round++) {
        left.addAll(bucket.directoriesLeft(400));
      }
      assertThat(left).isNotEmpty();
    }
  }

  /** Azure itself takes what a writer has left that was killed for nothing. */
  @Test
  public void azuriteTakesBlocksWithoutABlobForABlob() throws Exception {
    assumeTrue("for Azurite", target.server().equals("azurite"));
    Azurite azurite = Azurite.shared();
    assumeTrue(azurite.whyNot(), azurite.endpoint() != null);
    AzureContainer container = azurite.newContainer("faults");
    BlockBlobClient blob =
        new BlobContainerClientBuilder()
            .endpoint(azurite.endpoint().toString())
            .containerName(container.name())
            .credential(new StorageSharedKeyCredential(Azurite.ACCOUNT, Azurite.KEY))
            .buildClient()
            .getBlobClient("blob")
            .getBlockBlobClient();
    BinaryData content = BinaryData.fromString("content");
    String block = Base64.getEncoder().encodeToString(new byte[] {1});
    try {
      blob.stageBlock(block, content);
      assertThat(blob.exists()).isFalse();
      assertThatThrownBy(
              () ->
                  blob.uploadWithResponse(
                      new BlockBlobSimpleUploadOptions(content)
                          .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*")),
                      null,
                      Context.NONE))
          .hasMessageContaining("BlobAlreadyExists");
      assertThat(blob.exists()).isFalse();
    } finally {
      container.drop();
    }
  }
}
