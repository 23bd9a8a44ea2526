package io.s3dl.store.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the library's exceptions into those that {@link io.s3dl.store} promises, at the border.
 * Each message says what was being done to which blob, why it failed and what helps; it and those
 * of its causes have no secrets.
 */
final class AzureErrors {

  /** Which settings help. */
  static final Connectivity.Settings SETTINGS =
      new Connectivity.Settings("fs.s3dl.azure.", List.of("endpoint", "cloud", "proxy.host"));

  private static final Pattern MESSAGE = Pattern.compile("(?s)<Message>(.*?)</Message>");
  private static final int MAX_BODY_BYTES = 64 << 10;

  /** Errors that pass, whatever the status that they come with. */
  private static final Set<String> PASSING =
      Set.of("InternalError", "OperationTimedOut", "Md5Mismatch");

  private final AzureOptions options;
  private final Redaction redaction;
  private final AzureRemedies remedies;

  AzureErrors(AzureOptions options) {
    this.options = options;
    this.redaction = AzureRemedies.redaction(options);
    this.remedies = new AzureRemedies(options);
  }

  /** A request whose errors are still the library's. */
  @FunctionalInterface
  interface Request<T> {
    T send() throws IOException;
  }

  /**
   * Sends a request and translates what it throws.
   *
   * @param doing what is being done, such as "writing"
   * @param key what it is done to; empty for the container
   */
  <T> T at(String doing, String key, Request<T> request) throws IOException {
    try {
      return request.send();
    } catch (io.s3dl.store.FinalFailure e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw translate(doing, key, e);
    }
  }

  /** What the store says in the body of an answer; not more than the code if that is all. */
  static String messageIn(HttpResponse answer) {
    try {
      byte[] body = answer.getBodyAsBinaryData().toStream().readNBytes(MAX_BODY_BYTES);
      Matcher message = MESSAGE.matcher(new String(body, StandardCharsets.UTF_8));
      return message.find() ? firstLine(message.group(1)) : "";
    } catch (IOException | RuntimeException e) {
      return ""; // the status and the code say enough
    }
  }

  /** The store's code of an error; empty if it says none. */
  static String code(HttpResponseException e) {
    String code =
        e.getResponse() == null ? null : e.getResponse().getHeaderValue(AzureHeaders.ERROR_CODE);
    return code == null ? "" : code;
  }

  static int status(HttpResponseException e) {
    return e.getResponse() == null ? 0 : e.getResponse().getStatusCode();
  }

  /** A blob as its users name it. */
  String path(String key) {
    return "azdl://" + options.container() + "@" + options.account() + "/" + key;
  }

  /** An interrupt between attempts, of whose message the attempts are no part. */
  InterruptedIOException named(String doing, String key, InterruptedIOException e) {
    return e.getMessage().contains(path(key))
        ? e
        : caused(new InterruptedIOException(start(doing, key) + e.getMessage()), e);
  }

  private String start(String doing, String key) {
    return path(key) + ": Error " + doing + " " + path(key) + ": ";
  }

  /** Translates one failure; one that is as promised already is returned as it is. */
  IOException translate(String doing, String key, Exception failure) {
    if (failure instanceof UncheckedIOException unchecked) {
      return translate(doing, key, unchecked.getCause());
    }
    if (isPromised(failure)) {
      return (IOException) failure;
    }
    String start = start(doing, key);
    if (isInterrupt(failure)) {
      Thread.currentThread().interrupt();
      return caused(new InterruptedIOException(start + "interrupted"), failure);
    }
    if (failure instanceof HttpResponseException answer && answer.getResponse() != null) {
      return answered(start, key, answer);
    }
    Connectivity trouble = Connectivity.of(failure, SETTINGS);
    String message = start + redaction.clean(trouble.said() + trouble.remedy());
    return trouble.passes()
        ? TransientException.disturbed(message, cause(failure))
        : new IOException(message, cause(failure));
  }

  private IOException answered(String start, String key, HttpResponseException e) {
    String code = code(e);
    int status = status(e);
    String message = start + said(e);
    if (isThrottled(e, code)) {
      return TransientException.throttled(
          message + "; fewer requests at once help: fs.s3dl.io.threads", cause(e), retryAfter(e));
    }
    if (status == 408
        || status == 500
        || (status >= 502 && status <= 504)
        || PASSING.contains(code)) {
      return TransientException.disturbed(message, cause(e));
    }
    String remedy = remedies.of(status, code, key);
    String full = remedy.isEmpty() ? message : message + "; " + remedy;
    if (code.equals("BlobArchived") || code.equals("BlobBeingRehydrated")) {
      return new UnreadableObjectException(full, cause(e));
    }
    if (AzureRemedies.isDenial(status, code)) {
      String reason = full.substring(path(key).length() + 2);
      return caused(new AccessDeniedException(path(key), null, reason), e);
    }
    if (code.startsWith("Container") || remedies.isWrongPlace(code)) { // no missing blob
      return new IOException(full, cause(e));
    }
    if (status == 404) {
      return caused(new FileNotFoundException(full), e);
    }
    if (code.equals("BlobAlreadyExists")) {
      return caused(
          new FileAlreadyExistsException(path(key), null, full.substring(path(key).length() + 2)),
          e);
    }
    if (status == 412 && !code.startsWith("Lease")) {
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
  private static boolean isThrottled(HttpResponseException e, String code) {
    return status(e) == 429
        || code.equals("ServerBusy")
        || (status(e) == 503 && e.getResponse().getHeaderValue(HttpHeaderName.RETRY_AFTER) != null);
  }

  /** What the store said, with what its operators need to find the request in their logs. */
  private String said(HttpResponseException e) {
    StringBuilder said = new StringBuilder();
    String message = firstLine(e.getMessage());
    if (!message.isEmpty()) {
      said.append(redaction.clean(message)).append(' ');
    }
    said.append("(status ").append(status(e));
    if (!code(e).isEmpty()) {
      said.append(", ").append(code(e));
    }
    String id = e.getResponse().getHeaderValue(AzureHeaders.REQUEST_ID);
    if (id != null && !id.isEmpty()) {
      said.append(", request id ").append(id);
    }
    return said.append(')').toString();
  }

  /** What the store says. The library puts advice for programmers before it. */
  private static String firstLine(String message) {
    String text = message == null ? "" : message;
    Matcher ofStore = MESSAGE.matcher(text);
    if (ofStore.find()) {
      text = ofStore.group(1);
    }
    return text.contains("StorageSharedKeyCredential")
        ? ""
        : text.strip().lines().findFirst().orElse("");
  }

  private static Optional<Duration> retryAfter(HttpResponseException e) {
    try {
      return Optional.ofNullable(e.getResponse().getHeaderValue(HttpHeaderName.RETRY_AFTER))
          .map(text -> Duration.ofSeconds(Math.max(0, Long.parseLong(text.strip()))));
    } catch (NumberFormatException | ArithmeticException notSeconds) {
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
      if (at instanceof InterruptedException) {
        return true;
      }
      // A time-out of a whole call has this very type too.
      if (at.getClass() == InterruptedIOException.class && !"timeout".equals(at.getMessage())) {
        return true;
      }
    }
    return false;
  }

  private Throwable cause(Throwable e) {
    return redaction.clean(e);
  }

  private <E extends IOException> E caused(E made, Throwable cause) {
    made.initCause(cause(cause));
    return made;
  }
}
