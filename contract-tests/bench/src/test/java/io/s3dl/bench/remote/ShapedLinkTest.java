package io.s3dl.bench.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.harness.EmbeddedS3;
import io.s3dl.harness.S3Bucket;
import java.io.IOException;
import java.time.Duration;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

public class ShapedLinkTest {

  @ClassRule public static final EmbeddedS3 SERVER = new EmbeddedS3();

  /** At 90 MB/s 0.2 seconds. */
  private static final int BYTES = 18_000_000;

  private S3Bucket direct;
  private ShapedLink link;
  private S3Bucket slow;

  @Before
  public void start() throws IOException, InterruptedException {
    direct = SERVER.server().newBucket("shaped");
    link = ShapedLink.start(SERVER.server().endpoint());
    slow = new S3Bucket(SERVER.server().through(link.endpoint()), direct.name());
  }

  @After
  public void stop() throws IOException, InterruptedException {
    link.close();
    direct.drop();
  }

  @Test
  public void requestsAreLateAndBytesRationed() throws IOException, InterruptedException {
    byte[] content = new byte[BYTES];
    direct.put("a", content);
    long start = System.nanoTime();
    assertThat(slow.get("a")).isEqualTo(content);
    // What the link may let through at once is less than the tenth of a second that is left here.
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThan(Duration.ofMillis(100 + ShapedLink.LATENCY_MILLIS));
  }

  @Test
  public void nothingListensAfterItHasEnded() throws IOException {
    link.close();
    assertThatThrownBy(() -> slow.get("a")).isInstanceOf(IOException.class);
  }
}
