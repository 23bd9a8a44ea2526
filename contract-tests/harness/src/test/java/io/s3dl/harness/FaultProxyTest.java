package io.s3dl.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** Each fault is what it says, and what is not to fail comes through as it was. */
public class FaultProxyTest {

  @ClassRule public static final EmbeddedS3 SERVER = new EmbeddedS3();

  private static final int LENGTH = 1 << 20;

  private final byte[] content = new byte[LENGTH];
  private FaultProxy proxy;
  private S3Bucket direct;
  private S3Bucket bucket;

  @Before
  public void setUp() throws Exception {
    new Random(7).nextBytes(content);
    direct = SERVER.server().newBucket("faults");
    direct.put("a", content);
    proxy = FaultProxy.before(SERVER.server().endpoint());
    bucket = through(proxy);
  }

  private S3Bucket through(FaultProxy way) {
    return new S3Bucket(SERVER.server().through(way.endpoint()), direct.name());
  }

  private static boolean gets(Call call) {
    return call.kind().equals("GetObject");
  }

  private static boolean puts(Call call) {
    return call.kind().equals("PutObject");
  }

  @After
  public void tearDown() throws Exception {
    proxy.close();
    direct.drop();
  }

  @Test
  public void whatIsNotToFailComesThroughAndIsCounted() throws Exception {
    bucket.put("b c+d", content);
    assertThat(bucket.get("b c+d")).isEqualTo(content);
    assertThat(bucket.request("HEAD", "b c+d").send().status()).isEqualTo(200);
    bucket.keys("");
    assertThat(proxy.log().kinds())
        .isEqualTo(Map.of("PutObject", 1, "GetObject", 1, "HeadObject", 1, "ListObjectsV2", 2));
    RequestLog.Entry put = proxy.log().entries().get(0);
    assertThat(put.call().key()).isEqualTo("b c+d");
    assertThat(put.bytesIn()).isEqualTo(LENGTH);
    assertThat(put.status()).isEqualTo(200);
    assertThat(proxy.log().entries().get(1).bytesOut()).isEqualTo(LENGTH);
  }

  @Test
  public void aDelayIsWaitedFor() throws Exception {
    proxy
        .plan()
        .latency(Duration.ofMillis(200))
        .next(1, FaultProxyTest::gets, Fault.delay(Duration.ofMillis(300)));
    long start = System.nanoTime();
    assertThat(bucket.get("a")).isEqualTo(content);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
  }

  @Test
  public void aBurstOf503Ends() throws Exception {
    proxy.plan().next(2, FaultProxyTest::puts, Fault.slowDown(Duration.ofSeconds(3)));
    for (int i = 0; i < 2; i++) {
      SignedRequest.Answer answer = bucket.request("PUT", "b").body(content).send();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("3");
    }
    assertThat(direct.keys("b")).isEmpty();
    bucket.put("b", content);
    assertThat(direct.get("b")).isEqualTo(content);
  }

  @Test
  public void aBodyEndsEarly() throws Exception {
    proxy.plan().next(1, FaultProxyTest::gets, Fault.truncate(1000));
    assertThatThrownBy(() -> bucket.get("a")).isInstanceOf(IOException.class);
    proxy.log().awaitEnds();
    assertThat(proxy.log().entries().get(0).bytesOut()).isEqualTo(1000);
  }

  @Test
  public void aResponseIsReset() throws Exception {
    proxy.plan().next(1, FaultProxyTest::gets, Fault.resetResponse(1000));
    assertThatThrownBy(() -> bucket.get("a")).isInstanceOf(IOException.class);
    assertThat(bucket.get("a")).isEqualTo(content);
  }

  @Test
  public void aRequestIsReset() throws Exception {
    proxy.plan().next(1, FaultProxyTest::puts, Fault.resetRequest(1000));
    assertThatThrownBy(() -> bucket.put("b", content)).isInstanceOf(IOException.class);
    assertThat(direct.keys("b")).isEmpty();
  }

  @Test
  public void oneByteIsAnother() throws Exception {
    proxy.plan().next(1, FaultProxyTest::gets, Fault.flip(LENGTH - 5));
    byte[] read = bucket.get("a");
    read[LENGTH - 5] ^= 1;
    assertThat(read).isEqualTo(content);
  }

  @Test
  public void theAnswerIsLostAfterTheServerHasDoneTheWork() throws Exception {
    proxy.plan().next(1, FaultProxyTest::puts, Fault.dropAnswer());
    assertThatThrownBy(() -> bucket.put("b", content)).isInstanceOf(IOException.class);
    assertThat(direct.get("b")).isEqualTo(content);
  }

  @Test
  public void aResponseNeverComes() throws Exception {
    proxy.plan().next(1, FaultProxyTest::gets, Fault.silence());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.endpoint().getPort())) {
      socket.setSoTimeout(500);
      String request = "GET /" + direct.name() + "/a HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  public void bandwidthIsBounded() throws Exception {
    try (FaultProxy narrow = FaultProxy.before(SERVER.server().endpoint(), LENGTH / 2, LENGTH)) {
      long start = System.nanoTime();
      assertThat(through(narrow).get("a")).isEqualTo(content);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  @Test
  public void bandwidthOfAllConnectionsTogetherIsBounded() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (FaultProxy narrow = FaultProxy.before(SERVER.server().endpoint(), 0, 2 * LENGTH)) {
      List<Future<byte[]>> reads = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < 4; i++) {
        reads.add(threads.submit(() -> through(narrow).get("a")));
      }
      for (Future<byte[]> read : reads) {
        assertThat(read.get()).isEqualTo(content);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    } finally {
      threads.shutdownNow();
    }
  }
}
