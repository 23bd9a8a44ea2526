package io.s3dl.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.s3dl.harness.CephRgw;
import io.s3dl.harness.EmbeddedS3;
import io.s3dl.harness.S3Bucket;
import io.s3dl.harness.S3Server;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/**
 * Faults of servers that the plugin works around, shown with plain signed requests. A test that
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
}
