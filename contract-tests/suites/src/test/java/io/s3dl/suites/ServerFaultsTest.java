package io.s3dl.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.s3dl.harness.CephRgw;
import io.s3dl.harness.EmbeddedS3;
import io.s3dl.harness.S3Bucket;
import io.s3dl.harness.S3Server;
import io.s3dl.harness.SignedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.Test;

/**
 * Faults of servers that the plugin or the suites work around, shown with plain signed requests. A
 * test that fails here says that a server has been mended, and that its way around may go.
 */
public class ServerFaultsTest {

  private static final int CONFLICT = 409;
  private static final int ROUNDS = 2000;

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

  @Test
  public void s3ProxyKeepsADirectoryOfNothing() throws Exception {
    assumeTrue("for S3Proxy", target.server().equals("s3proxy"));
    S3Server server = EmbeddedS3.shared();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      boolean kept = false;
      for (int round = 0; round < ROUNDS && !kept; round++) {
        kept = isKept(server.newBucket("faults"), threads);
      }
      assertThat(kept).as("an empty bucket that cannot be deleted").isTrue();
    } finally {
      threads.shutdown();
    }
  }

  /** Stores and deletes objects side by side, and then deletes the empty bucket, if it can be. */
  private static boolean isKept(S3Bucket bucket, ExecutorService threads) throws Exception {
    List<Callable<Void>> tasks = new ArrayList<>();
    bucket.put("d/e/", new byte[0]);
    tasks.add(() -> send(bucket.request("DELETE", "d/e/")));
    for (int i = 0; i < 8; i++) {
      String deleted = "d/e/" + i;
      bucket.put(deleted, new byte[1]);
      tasks.add(() -> send(bucket.request("DELETE", deleted)));
      String passing = "d/" + i + "/f";
      tasks.add(
          () -> {
            send(bucket.request("PUT", passing).body(new byte[1]));
            return send(bucket.request("DELETE", passing));
          });
    }
    for (Future<Void> done : threads.invokeAll(tasks)) {
      done.get();
    }
    for (String key : bucket.keys("")) {
      bucket.request("DELETE", key).send().require(204);
    }
    assertThat(bucket.keys("")).isEmpty();
    return bucket.request("DELETE").send().status() == CONFLICT;
  }

  /** Whatever it is answered: this server fails now and then where requests meet (500). */
  private static Void send(SignedRequest request) throws Exception {
    request.send();
    return null;
  }
}
