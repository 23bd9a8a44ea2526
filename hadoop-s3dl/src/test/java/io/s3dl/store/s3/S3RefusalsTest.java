package io.s3dl.store.s3;

import static io.s3dl.store.s3.ScriptedS3.error;
import static io.s3dl.store.s3.ScriptedS3.head;
import static io.s3dl.store.s3.ScriptedS3.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.Redaction;
import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.RetryOptions;
import io.s3dl.store.TransientException;
import io.s3dl.store.UnreadableObjectException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What is made of answers that refuse something, or tell of something that nobody asked for. */
public class S3RefusalsTest {

  @Rule public final ScriptedS3 server = new ScriptedS3();

  private S3ObjectStore store;

  @Before
  public void open() {
    store = S3Stores.open(S3Stores.client(server.endpoint()), "b", S3Features.AWS);
  }

  @After
  public void close() {
    store.close();
  }

  @Test
  public void attributesOfAnObjectThatWasReplacedMeanwhileAreNotTakenForTheNewOnes()
      throws IOException {
    String before = "0123456789abcdef0123456789abcdef";
    String after = "fedcba9876543210fedcba9876543210";
    String crc = "x-amz-meta-s3dl-crc32c";
    ScriptedS3.Answer copied =
        xml(200, "<CopyObjectResult><ETag>\"" + after + "\"</ETag></CopyObjectResult>");
    server.then(head(5, before, crc, "01234567"), copied, head(6, after, crc, "01234567"), copied);
    try (S3ObjectStore unconditional =
        S3Stores.open(S3Stores.client(server.endpoint()), "b", S3Features.RGW)) {
      assertThatThrownBy(() -> unconditional.setMode("k", 0600))
          .isInstanceOf(ObjectChangedException.class);
    }
    assertThat(server.requests())
        .extracting(r -> r.method())
        .containsExactly("HEAD", "PUT", "HEAD", "PUT");
    assertThat(server.requests().get(1).header(crc)).isEqualTo("01234567");
    assertThat(server.requests().get(3).header(crc)).isNull();
    assertThat(server.requests().get(3).header("x-amz-meta-s3dl-mode")).isEqualTo("600");
  }

  @Test
  public void whatIsSetAlreadyIsNotSetAgain() throws IOException {
    String modified = "Mon, 05 Oct 2009 17:50:30 GMT";
    ScriptedS3.Answer found = head(5, "e1", "Last-Modified", modified);
    server.then(found, found, found);
    store.setMode("k", 0644);
    store.setTimes("k", 1254765030_000L, 0);
    store.setTimes("k", -1, -1);
    assertThat(server.requests()).hasSize(3).allMatch(r -> r.method().equals("HEAD"));
  }

  @Test
  public void anInterruptSaysWhatItHasEnded() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> store.head("k"))
          .isInstanceOf(InterruptedIOException.class)
          .hasMessageContaining("s3dl://b/k");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  public void inABucketThatIsNotThereNothingIsDeletedWell() throws IOException {
    server.then(error(404, "NoSuchBucket"), error(404, "NoSuchBucket"));
    assertThat(store.delete(List.of("k"))).containsOnlyKeys("k");
    assertThatThrownBy(() -> store.deleteIfMatch("k", "e1"))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageContaining("there is no bucket b");
  }

  @Test
  public void anObjectThatWantsAKeyIsNotLookedAtWithoutIt() {
    server.then(xml(400, ""), error(400, "InvalidRequest"));
    assertThatThrownBy(() -> store.head("k")).isInstanceOf(UnreadableObjectException.class);
    assertThat(server.requests()).hasToString("[HEAD /b/k, GET /b/k]");
    assertThat(server.requests().get(1).header("Range")).isEqualTo("bytes=0-0");
  }

  @Test
  public void anObjectWhoseAskerIsUnknownIsNotUnreadable() {
    server.then(xml(400, ""), error(400, "ExpiredToken"));
    assertThatThrownBy(() -> store.head("k"))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("the session token has expired");
  }

  private S3Requests requests(int attempts) {
    RequestCounts counts = new RequestCounts();
    RetryOptions often = new RetryOptions(attempts, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
    return new S3Requests(
        S3Stores.client(server.endpoint()),
        new Retrier(often, counts, new Random(1), time -> {}),
        new S3Errors("b", new Redaction(List.of())),
        counts);
  }

  private static String looked(S3Requests requests) throws IOException {
    return requests.call(
        RequestKind.GET,
        "k",
        (client, attempt) -> client.getObjectAsBytes(g -> g.bucket("b").key("k")).asUtf8String());
  }

  @Test
  public void aWrongClockIsADenialWhereNothingIsSentAgain() {
    server.then(error(403, "RequestTimeTooSkewed"));
    assertThatThrownBy(() -> looked(requests(1)))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("clock");
  }

  @Test
  public void aStoreThatIsDownIsNotOneThatAsksForFewerRequests() {
    server.then(error(503, "ServiceUnavailable"));
    assertThatThrownBy(() -> looked(requests(1)))
        .isInstanceOfSatisfying(TransientException.class, e -> assertThat(e.throttled()).isFalse());
  }

  @Test
  public void aWrongClockMayAlsoBeToldLater() throws IOException {
    server.then(error(500, "InternalError"), error(403, "RequestTimeTooSkewed"), xml(200, "it"));
    assertThat(looked(requests(3))).isEqualTo("it");
  }
}
