package io.s3dl.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.Redaction;
import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.RetryOptions;
import io.s3dl.store.Secret;
import io.s3dl.store.TransientException;
import io.s3dl.store.UnreadableObjectException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLHandshakeException;
import org.junit.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Errors have the types that are promised, and say what was done, why it failed, what helps. */
public class S3ErrorsTest {

  private final S3Errors errors =
      new S3Errors("logs", new Redaction(List.of(Secret.of("hunter2"))));

  @Test
  public void theMessageNamesAllThatHelps() {
    IOException e = translate(answer(404, "NoSuchKey", "The key does not exist."));
    assertThat(e)
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(
            "s3dl://logs/a/b: Error reading s3dl://logs/a/b: The key does not exist."
                + " (status 404, NoSuchKey, request id R1)")
        .hasCauseInstanceOf(S3Exception.class);
    assertThat(translate(answer(404, null, null)))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageEndingWith("(status 404, request id R1)");
    assertThat(S3Errors.codeOf(e)).isEqualTo("NoSuchKey");
    assertThat(S3Errors.codeOf(new IOException("x"))).isEmpty();
  }

  @Test
  public void aMissingBucketIsSaidToBeOne() {
    assertThat(translate(answer(404, "NoSuchBucket", "No.")))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageContaining("there is no bucket logs")
        .hasMessageContaining("fs.s3dl.bucket.logs.s3.endpoint");
  }

  @Test
  public void aMissingUploadIsNoMissingFile() {
    assertThat(translate(answer(404, "NoSuchUpload", "Gone.")))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageContaining("NoSuchUpload");
  }

  @Test
  public void denialsSayWhatHelps() {
    denied(403, "AccessDenied", "policies of the user and the bucket decide");
    denied(403, null, "not allowed to, or the object is not there");
    denied(401, null, "set fs.s3dl.s3.credentials.provider");
    denied(403, "RequestTimeTooSkewed", "set the clock of this machine right");
    denied(400, "ExpiredToken", "the session token has expired");
    denied(400, "InvalidToken", "check fs.s3dl.s3.session.token");
    denied(403, "SignatureDoesNotMatch", "check fs.s3dl.s3.secret.key");
    denied(403, "InvalidAccessKeyId", "does not know the access key");
    denied(400, "KMS.DisabledException", "kms:Decrypt");
  }

  @Test
  public void aBucketElsewhereIsNamedWithItsRegion() {
    S3Exception malformed =
        answer(400, "AuthorizationHeaderMalformed", "No.", "x-amz-bucket-region", "eu-west-3");
    String remedy = "set fs.s3dl.bucket.logs.s3.region=eu-west-3";
    assertThat(translate(malformed))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining(remedy);
    S3Exception moved = answer(301, "PermanentRedirect", "No.", "x-amz-bucket-region", "eu-west-3");
    assertThat(translate(moved))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageContaining(remedy);
    assertThat(translate(answer(400, null, null, "x-amz-bucket-region", "eu-west-3")))
        .hasMessageContaining(remedy);
    assertThat(translate(answer(301, null, null)))
        .hasMessageContaining("or fs.s3dl.bucket.logs.s3.endpoint");
  }

  @Test
  public void anArchivedObjectIsSaidToBeOneWithTheWayBack() {
    assertThat(translate(answer(403, "InvalidObjectState", "Archived.")))
        .isInstanceOf(UnreadableObjectException.class)
        .hasMessageContaining("aws s3api restore-object --bucket logs --key 'a/b'");
  }

  @Test
  public void anObjectThatIsEncryptedWithAKeyOfRequestsIsUnreadable() {
    assertThat(translate(answer(400, "InvalidRequest", "Server Side Encryption.")))
        .isInstanceOf(UnreadableObjectException.class)
        .hasMessageContaining("fs.s3dl.s3.encryption.customer.key");
    assertThat(errors.translate("looking at", "a", answer(400, null, null)))
        .isInstanceOf(UnreadableObjectException.class);
    for (S3Exception other :
        List.of(
            answer(400, "InvalidArgument", "No."),
            answer(400, null, null, "x-amz-bucket-region", "eu-west-3"))) {
      assertThat(translate(other)).isExactlyInstanceOf(IOException.class);
    }
    assertThat(errors.translate("writing", "a", answer(400, "InvalidRequest", "No.")))
        .isExactlyInstanceOf(IOException.class);
  }

  @Test
  public void conditionsAndRanges() {
    assertThat(translate(answer(412, "PreconditionFailed", "No.")))
        .isInstanceOf(ObjectChangedException.class);
    assertThat(translate(answer(416, "InvalidRange", "No."))).isInstanceOf(EOFException.class);
    assertThat(translate(answer(409, "BucketNotEmpty", "No.")))
        .isExactlyInstanceOf(IOException.class);
    assertThat(translate(answer(501, "NotImplemented", "No.")))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageContaining("fs.s3dl.s3.feature");
  }

  @Test
  public void whatMayPassIsTransient() {
    for (int status : List.of(500, 502, 504)) {
      passes(answer(status, null, null), false);
    }
    passes(answer(200, "InternalError", "Inside of a 200."), false);
    passes(answer(400, "RequestTimeout", "Slow."), false);
    passes(answer(400, "BadDigest", "Damaged on the way."), false);
    passes(answer(409, "OperationAborted", "Conflict."), false);
    passes(answer(409, "ConditionalRequestConflict", "Conflict."), false);
    passes(answer(503, "SlowDown", "Slow down."), true);
    passes(answer(503, null, null, "Retry-After", "1"), true);
    passes(answer(503, null, null), false);
    passes(answer(503, "ServiceUnavailable", "No."), false);
    passes(answer(429, null, null), true);
    passes(answer(400, "ThrottlingException", "Slow down."), true);
  }

  @Test
  public void whatTheStoreAsksToWaitIsWaited() throws IOException {
    assertThat(waited("7")).isEqualTo(Duration.ofSeconds(7));
    assertThat(waited(" 7 ")).isEqualTo(Duration.ofSeconds(7));
    assertThat(waited("-1")).isEqualTo(Duration.ZERO);
    assertThat(waited("9223372036854775807")).isEqualTo(Duration.ofSeconds(30));
    assertThat(waited("soon")).isEqualTo(Duration.ZERO);
  }

  @Test
  public void aTimeThatTheStoreNamesIsWaitedForByItsOwnClock() throws IOException {
    String now = "Wed, 01 Jan 2098 10:00:00 GMT";
    assertThat(waited("Wed, 01 Jan 2098 10:00:09 GMT", "Date", now))
        .isEqualTo(Duration.ofSeconds(9));
    assertThat(waited("Wed, 1 Jan 2098 11:00:00 GMT", "Date", now))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(waited("Wed, 01 Jan 2098 09:59:59 GMT", "Date", now)).isEqualTo(Duration.ZERO);
    assertThat(waited("Fri, 31 Dec 1999 23:59:59 GMT")).isEqualTo(Duration.ZERO);
    assertThat(waited("Wed, 01 Jan 2098 10:00:00 GMT")).isEqualTo(Duration.ofSeconds(30));
  }

  private Duration waited(String retryAfter, String... headers) throws IOException {
    List<Duration> pauses = new ArrayList<>();
    Duration zero = Duration.ZERO;
    Retrier retrier =
        new Retrier(
            new RetryOptions(2, zero, zero, Duration.ofSeconds(30), 0),
            new RequestCounts(),
            new Random(1),
            pauses::add);
    List<String> all = new ArrayList<>(List.of("Retry-After", retryAfter));
    all.addAll(List.of(headers));
    S3Exception throttled = answer(503, "SlowDown", "No.", all.toArray(String[]::new));
    int[] sent = {0};
    retrier.call(
        () ->
            errors.at(
                "reading",
                "a",
                () -> {
                  if (sent[0]++ == 0) {
                    throw throttled;
                  }
                  return "answer";
                }));
    return pauses.get(0);
  }

  @Test
  public void brokenConnectionsAreTransient() {
    client(new ConnectException("Connection refused"), "fs.s3dl.s3.endpoint");
    client(new UnknownHostException("s3.exmaple.com"), "unknown host s3.exmaple.com");
    client(new SocketTimeoutException("Read timed out"), "fs.s3dl.s3.socket.timeout");
    client(new SocketException("Connection reset"), "Connection reset");
    client(new EOFException("Premature end"), "Premature end");
    assertThat(translate(ApiCallTimeoutException.create(5)))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("fs.s3dl.s3.call.timeout");
    assertThat(errors.translate("reading", "a", new SocketException("reset")))
        .isInstanceOf(TransientException.class)
        .hasMessage("s3dl://logs/a: Error reading s3dl://logs/a: reset");
  }

  @Test
  public void aCertificateThatIsNotTrustedIsFinal() {
    SSLHandshakeException refused = new SSLHandshakeException("PKIX path building failed");
    refused.initCause(new CertificateException("unknown"));
    assertThat(translate(SdkClientException.create("Unable to execute", refused)))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageContaining("fs.s3dl.s3.tls.ca.file");
    SSLHandshakeException broken = new SSLHandshakeException("Remote host terminated");
    broken.initCause(new EOFException("gone"));
    assertThat(translate(SdkClientException.create("Unable to execute", broken)))
        .isInstanceOf(TransientException.class);
  }

  @Test
  public void otherFailuresOfTheClientAreFinal() {
    assertThat(translate(SdkClientException.create("Cannot build this request")))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageContaining("Cannot build this request");
  }

  @Test
  public void interruptsKeepTheFlag() {
    for (Exception e :
        List.of(
            AbortedException.create("Thread was interrupted"),
            SdkClientException.create("x", new InterruptedException()),
            new InterruptedIOException("x"))) {
      assertThat(errors.translate("reading", "a", e)).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  public void whatIsPromisedAlreadyIsKept() {
    FileNotFoundException gone = new FileNotFoundException("gone");
    assertThat(errors.translate("reading", "a", gone)).isSameAs(gone);
    assertThat(errors.translate("reading", "a", new UncheckedIOException(gone))).isSameAs(gone);
  }

  @Test
  public void otherMistakesAreNotHidden() {
    assertThatThrownBy(
            () ->
                errors.at(
                    "reading",
                    "a",
                    () -> {
                      throw new IllegalStateException("ours");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  public void secretsAreTakenOutOfMessagesAndCauses() {
    IOException e = translate(answer(403, "AccessDenied", "sent hunter2 and X-Amz-Signature=ab12"));
    for (Throwable at = e; at != null; at = at.getCause()) {
      assertThat(at.toString()).doesNotContain("hunter2", "ab12");
    }
    assertThat(e.getCause()).isNotNull();
  }

  private void denied(int status, String code, String remedy) {
    assertThat(translate(answer(status, code, "Denied.")))
        .as(code)
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining(remedy)
        .hasMessageStartingWith("s3dl://logs/a/b: Error reading s3dl://logs/a/b: Denied.")
        .hasCauseInstanceOf(S3Exception.class);
  }

  private void passes(S3Exception answer, boolean throttled) {
    assertThat(translate(answer))
        .isInstanceOfSatisfying(
            TransientException.class, e -> assertThat(e.throttled()).isEqualTo(throttled));
  }

  private void client(IOException cause, String said) {
    assertThat(translate(SdkClientException.create("Unable to execute HTTP request", cause)))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining(said);
  }

  private IOException translate(Exception e) {
    return errors.translate("reading", "a/b", e);
  }

  private static S3Exception answer(int status, String code, String message, String... header) {
    SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
    for (int i = 0; i < header.length; i += 2) {
      response.putHeader(header[i], header[i + 1]);
    }
    return (S3Exception)
        S3Exception.builder()
            .statusCode(status)
            .requestId("R1")
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode(code)
                    .errorMessage(message)
                    .sdkHttpResponse(response.build())
                    .build())
            .build();
  }
}
