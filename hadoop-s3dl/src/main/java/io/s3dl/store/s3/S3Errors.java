package io.s3dl.store.s3;

import io.s3dl.store.Connectivity;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.Redaction;
import io.s3dl.store.TransientException;
import io.s3dl.store.UnreadableObjectException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns the SDK's exceptions into those that {@link io.s3dl.store} promises, at the border. Each
 * message says what was being done to which object, why it failed and what helps; it and those of
 * its causes have no secrets.
 */
final class S3Errors {

  /** Which settings help. */
  static final Connectivity.Settings SETTINGS =
      new Connectivity.Settings("fs.s3dl.s3.", List.of("endpoint", "region", "proxy.host"));

  private static final String RETRY_AFTER = "Retry-After";

  /** What Amazon says behind the status, also of a HEAD, whose answer has no code. */
  private static final String SLOW_DOWN = "Slow Down";

  private static final Set<String> THROTTLING =
      Set.of(
          "SlowDown",
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "RequestThrottled",
          "RequestThrottledException",
          "RequestLimitExceeded",
          "TooManyRequests",
          "TooManyRequestsException",
          "BandwidthLimitExceeded",
          "ServerBusy");

  /** Errors that pass, whatever the status that they come with: 200 even, of long requests. */
  private static final Set<String> PASSING =
      Set.of(
          "InternalError",
          "InternalFailure",
          "InternalServerError",
          "ServiceUnavailable",
          "RequestTimeout",
          "OperationAborted",
          "ConditionalRequestConflict",
          "BadDigest",
          "IncompleteBody",
          "XAmzContentSHA256Mismatch",
          "XAmzContentChecksumMismatch");

  private final String bucket;
  private final Redaction redaction;
  private final S3Remedies remedies;

  S3Errors(String bucket, Redaction redaction) {
    this.bucket = bucket;
    this.redaction = redaction;
    this.remedies = new S3Remedies(bucket);
  }

  /** A request whose errors are still the SDK's. */
  @FunctionalInterface
  interface Request<T> {
    T send() throws IOException;
  }

  /**
   * Sends a request and translates what it throws.
   *
   * @param doing what is being done, such as "writing"
   * @param key what it is done to; empty for the bucket
   */
  <T> T at(String doing, String key, Request<T> request) throws IOException {
    try {
      return request.send();
    } catch (IOException | SdkException | UncheckedIOException e) {
      throw translate(doing, key, e);
    }
  }

  /** Translates one failure; one that is as promised already is returned as it is. */
  IOException translate(String doing, String key, Exception failure) {
    if (failure instanceof UncheckedIOException unchecked) {
      return translate(doing, key, unchecked.getCause());
    }
    if (isPromised(failure)) {
      return (IOException) failure;
    }
    Doing what = new Doing(doing, path(key));
    if (isInterrupt(failure)) {
      Thread.currentThread().interrupt();
      return caused(new InterruptedIOException(what.message("interrupted")), failure);
    }
    if (failure instanceof AwsServiceException answer) {
      return answered(what, key, answer);
    }
    return unanswered(what, failure);
  }

  /** An interrupt between attempts, of whose message the attempts are no part. */
  InterruptedIOException named(String doing, String key, InterruptedIOException e) {
    Doing what = new Doing(doing, path(key));
    return e.getMessage().contains(what.path())
        ? e
        : caused(new InterruptedIOException(what.message(e.getMessage())), e);
  }

  /** The store's code of the error behind a translated failure; empty if it has not answered. */
  static String codeOf(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof AwsServiceException answer) {
        return code(answer);
      }
    }
    return "";
  }

  /** The status of the store's answer behind a translated failure; 0 if it has not answered. */
  static int statusOf(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof AwsServiceException answer) {
        return answer.statusCode();
      }
    }
    return 0;
  }

  private IOException answered(Doing what, String key, AwsServiceException e) {
    String message = what.message(said(e));
    String code = code(e);
    int status = e.statusCode();
    if (isThrottled(e, code)) {
      return TransientException.throttled(
          message + "; fewer requests at once help: fs.s3dl.io.threads", cause(e), retryAfter(e));
    }
    if (status == 500 || (status >= 502 && status <= 504) || PASSING.contains(code)) {
      return TransientException.disturbed(message, cause(e));
    }
    String remedy = remedies.of(e, code, key);
    if (isUnreadable(what, e)) {
      String help = remedy.isEmpty() ? S3Remedies.OF_UNREADABLE : remedy;
      return new UnreadableObjectException(message + "; " + help, cause(e));
    }
    String full = remedy.isEmpty() ? message : message + "; " + remedy;
    if (code.equals("NoSuchUpload") || code.equals("NoSuchBucket")) { // no missing file
      return new IOException(full, cause(e));
    }
    if (status == 404) {
      return caused(new FileNotFoundException(full), e);
    }
    if (S3Remedies.isDenial(status, code)) {
      String reason = full.substring(what.path().length() + 2);
      return caused(new AccessDeniedException(what.path(), null, reason), e);
    }
    if (status == 412) {
      return caused(new ObjectChangedException(full), e);
    }
    if (status == 416) {
      return caused(new EOFException(full), e);
    }
    return new IOException(full, cause(e));
  }

  /**
   * Whether the store asks for fewer requests. A 503 alone may also be said by what is before a
   * store that is down.
   */
  private static boolean isThrottled(AwsServiceException e, String code) {
    if (e.statusCode() == 429 || THROTTLING.contains(code)) {
      return true;
    }
    return e.statusCode() == 503
        && (S3Remedies.header(e, RETRY_AFTER).isPresent()
            || (code.isEmpty() && SLOW_DOWN.equalsIgnoreCase(S3Remedies.statusText(e))));
  }

  /** The answer to a HEAD has no body, and so no code; {@link S3Objects} asks further then. */
  private static boolean isUnreadable(Doing what, AwsServiceException e) {
    String code = code(e);
    return code.equals("InvalidObjectState")
        || (what.isReading()
            && e.statusCode() == 400
            && (code.isEmpty() || code.equals("InvalidRequest"))
            && !S3Remedies.isElsewhere(e));
  }

  private IOException unanswered(Doing what, Exception e) {
    Connectivity trouble = Connectivity.of(e, SETTINGS, e instanceof RetryableException);
    String message = what.message(redaction.clean(trouble.said() + trouble.remedy()));
    return trouble.passes()
        ? TransientException.disturbed(message, cause(e))
        : new IOException(message, cause(e));
  }

  /** What the store said, with what its operators need to find the request in their logs. */
  private String said(AwsServiceException e) {
    StringBuilder said = new StringBuilder();
    String message = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
    if (message != null && !message.isBlank() && !message.equals("null")) {
      said.append(redaction.clean(message.strip())).append(' ');
    }
    said.append("(status ").append(e.statusCode());
    if (!code(e).isEmpty()) {
      said.append(", ").append(code(e));
    }
    if (e.requestId() != null && !e.requestId().isEmpty()) {
      said.append(", request id ").append(e.requestId());
    }
    return said.append(')').toString();
  }

  private static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }

  /** How long the store asks to wait: a number of seconds, or until a time of its own clock. */
  private static Optional<Duration> retryAfter(AwsServiceException e) {
    return S3Remedies.header(e, RETRY_AFTER).map(String::strip).flatMap(text -> wait(text, e));
  }

  private static Optional<Duration> wait(String text, AwsServiceException e) {
    try {
      return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(text))));
    } catch (NumberFormatException noNumber) {
      Instant now = S3Remedies.header(e, "Date").flatMap(S3Errors::time).orElseGet(Instant::now);
      return time(text)
          .map(until -> now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO);
    }
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  /** What callers may rely on, and the ends of attempts that were translated already. */
  private static boolean isPromised(Exception e) {
    return e instanceof FileSystemException
        || e instanceof FileNotFoundException
        || e instanceof ObjectChangedException
        || e instanceof UnreadableObjectException
        || e instanceof TransientException;
  }

  private static boolean isInterrupt(Exception e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof InterruptedException || at instanceof AbortedException) {
        return true;
      }
      // A time-out of a socket has this type too, and so have those of HTTP's library.
      if (at.getClass() == InterruptedIOException.class
          && !(at instanceof SocketTimeoutException)) {
        return true;
      }
    }
    return false;
  }

  private String path(String key) {
    return "s3dl://" + bucket + "/" + key;
  }

  private Throwable cause(Throwable e) {
    return redaction.clean(e);
  }

  private <E extends IOException> E caused(E made, Throwable cause) {
    made.initCause(cause(cause));
    return made;
  }

  /** What was being done to what. */
  private record Doing(String doing, String path) {
    boolean isReading() {
      return doing.equals(RequestKind.GET.doing()) || doing.equals(RequestKind.HEAD.doing());
    }

    String message(String why) {
      return path + ": Error " + doing + " " + path + ": " + why;
    }
  }
}
