package io.s3dl.store.s3;

import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The one way to the store: requests are counted, tried again and their failures translated here
 * and nowhere else.
 */
final class S3Requests {

  private final S3Client client;
  private final Retrier retrier;
  private final S3Errors errors;
  private final RequestCounts counts;

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
    int[] number = {0};
    try {
      return retrier.call(
          () -> {
            counts.add(kind.counter());
            number[0]++;
            return errors.at(kind.doing(), key, () -> attempt.run(client, number[0]));
          });
    } catch (InterruptedIOException e) {
      throw errors.named(kind.doing(), key, e);
    } catch (FinalFailure e) {
      throw e.failure();
    }
  }

  /** How often each kind of request has been made, each attempt counted, and what retries count. */
  Map<String, Long> counts() {
    return counts.snapshot();
  }
}
