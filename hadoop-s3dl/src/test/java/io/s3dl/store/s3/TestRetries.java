package io.s3dl.store.s3;

import io.s3dl.store.ObjectChangedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tries at once again what may succeed, a few times. */
final class TestRetries implements S3Requests.RetryPolicy {

  private static final int ATTEMPTS = 4;

  private long retried;

  @Override
  public <T> T run(String doing, String key, S3Requests.Call<T> call) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.run();
      } catch (SdkException | IOException e) {
        if (attempt == ATTEMPTS || !mayRepeat(e)) {
          throw translated(doing, key, e);
        }
        retried();
      }
    }
  }

  private synchronized void retried() {
    retried++;
  }

  @Override
  public synchronized Map<String, Long> counts() {
    return Map.of("retries", retried);
  }

  private static boolean mayRepeat(Exception e) {
    if (e instanceof S3Exception s3) {
      return s3.statusCode() >= 500
          || s3.statusCode() == 409
          || s3.statusCode() == 429
          || "InternalError".equals(s3.awsErrorDetails().errorCode());
    }
    return e instanceof SdkClientException || e instanceof BrokenBodyException;
  }

  private static IOException translated(String doing, String key, Exception e) {
    if (e instanceof S3Exception s3) {
      String what = "Error " + doing + " " + key + ": " + s3.getMessage();
      return switch (s3.statusCode()) {
        case 404 -> new FileNotFoundException(what);
        case 403 -> new AccessDeniedException(what);
        default -> new IOException(what, e);
      };
    }
    if (e instanceof ObjectChangedException || e instanceof InterruptedIOException) {
      return (IOException) e;
    }
    return e instanceof IOException io ? io : new IOException(e.getMessage(), e);
  }
}
