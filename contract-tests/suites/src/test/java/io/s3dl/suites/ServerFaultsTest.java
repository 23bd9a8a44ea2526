package io.s3dl.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.s3dl.harness.CephRgw;
import io.s3dl.harness.S3Bucket;
import io.s3dl.harness.S3Server;
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
}
