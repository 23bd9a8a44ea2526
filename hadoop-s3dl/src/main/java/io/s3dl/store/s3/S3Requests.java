package io.s3dl.store.s3;

import io.s3dl.store.FinalFailure;
import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.TransientException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The one way to the store: requests are counted, tried again and their failures translated here
 * and nowhere else.
 */
final class S3Requests implements Closeable {

  private final S3Client client;
  private final Retrier retrier;
  private final S3Errors errors;
  private final RequestCounts counts;
  private volatile boolean closed;

  S3Requests(S3Client client, Retrier retrier, S3Errors errors, RequestCounts counts) {
    this.client = client;
    this.retrier = retrier;
    this.errors = errors;
    this.counts = counts;
  }

  /** What is asked of the store, perhaps several times. */
  interface Attempt<T> {
    /**
     * Makes the request and reads what it needs of the answer.
     *
     * @param number of the attempt, from 1
     * @throws FinalFailure if it must not be made again
     */
    T run(S3Client client, int number) throws IOException;
  }

  /** Makes a request about a key. */
  <T> T call(RequestKind kind, String key, Attempt<T> attempt) throws IOException {
    return call(kind, kind.doing(), key, attempt);
  }

  /** Makes a request that copies; what fails is said of the source. */
  <T> T copy(RequestKind kind, String source, String target, Attempt<T> attempt)
      throws IOException {
    return call(kind, kind.doing() + " to " + target + " from", source, attempt);
  }

  private <T> T call(RequestKind kind, String doing, String key, Attempt<T> attempt)
      throws IOException {
    int[] number = {0};
    boolean[] clockSet = {false};
    try {
      return retrier.call(
          () -> {
            if (closed) {
              throw closed(kind, key, null);
            }
            counts.add(kind.counter());
            number[0]++;
            try {
              return errors.at(doing, key, () -> attempt.run(client, number[0]));
            } catch (AccessDeniedException e) {
              if (clockSet[0] || !S3Errors.codeOf(e).equals("RequestTimeTooSkewed")) {
                throw e;
              }
              // The client has set its clock by the answer, and needs another attempt.
              clockSet[0] = true;
              throw TransientException.disturbed(e.getMessage(), e);
            }
          });
    } catch (TransientException e) {
      throw e.getCause() instanceof AccessDeniedException denied ? denied : e;
    } catch (InterruptedIOException e) {
      throw errors.named(kind.doing(), key, e);
    } catch (FinalFailure e) {
      throw e.failure();
    } catch (IllegalStateException e) {
      if (closed) { // what the client says then
        throw closed(kind, key, e).failure();
      }
      throw e;
    }
  }

  private static FinalFailure closed(RequestKind kind, String key, Throwable cause) {
    return new FinalFailure(
        new IOException("Error " + kind.doing() + " " + key + ": the store is closed", cause));
  }

  /** From now on no request is made, not even another attempt. The client is the caller's. */
  @Override
  public void close() {
    closed = true;
  }

  /** How often each kind of request has been made, each attempt counted, and what retries count. */
  Map<String, Long> counts() {
    return counts.snapshot();
  }
}
