package io.s3dl.store.s3;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The one way to the store: requests are counted, tried again and their failures translated here
 * and nowhere else.
 */
final class S3Requests {

  private final S3Client client;
  private final RetryPolicy retries;
  private final Map<RequestKind, LongAdder> counts = new EnumMap<>(RequestKind.class);

  S3Requests(S3Client client, RetryPolicy retries) {
    this.client = client;
    this.retries = retries;
    for (RequestKind kind : RequestKind.values()) {
      counts.put(kind, new LongAdder());
    }
  }

  /** What is asked of the store, perhaps several times. */
  interface Attempt<T> {
    /**
     * Makes the request and reads what it needs of the answer.
     *
     * @param number of the attempt, from 1
     */
    T run(S3Client client, int number) throws IOException;
  }

  /** Makes a request about a key. */
  <T> T call(RequestKind kind, String key, Attempt<T> attempt) throws IOException {
    int[] number = {0};
    return retries.run(
        kind.doing(),
        key,
        () -> {
          counts.get(kind).increment();
          number[0]++;
          return attempt.run(client, number[0]);
        });
  }

  /** How often each kind of request has been made, each attempt counted, and what retries count. */
  Map<String, Long> counts() {
    Map<String, Long> all = new TreeMap<>(retries.counts());
    counts.forEach((kind, count) -> all.put(kind.counter(), count.sum()));
    return all;
  }

  /** Closes the client. */
  void close() {
    client.close();
  }

  /** A call that may be repeated. */
  interface Call<T> {
    T run() throws IOException, SdkException;
  }

  /** Tries again what may succeed, and translates what fails. */
  interface RetryPolicy {
    <T> T run(String doing, String key, Call<T> call) throws IOException;

    Map<String, Long> counts();
  }
}
