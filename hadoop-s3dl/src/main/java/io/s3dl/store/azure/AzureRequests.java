package io.s3dl.store.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import io.s3dl.store.FinalFailure;
import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to the store: requests are counted, tried again and their failures translated here
 * and nowhere else.
 */
final class AzureRequests {

  private static final Logger LOG = LoggerFactory.getLogger(AzureRequests.class);
  private static final HttpHeaderName HIERARCHICAL =
      HttpHeaderName.fromString("x-ms-is-hns-enabled");

  private final AzureClients clients;
  private final Retrier retrier;
  private final AzureErrors errors;
  private final RequestCounts counts;
  private final AtomicBoolean flat;

  /**
   * Asks nothing yet.
   *
   * @param flat whether the account is known to have no hierarchical namespace; else the first
   *     request asks
   */
  AzureRequests(
      AzureClients clients,
      Retrier retrier,
      AzureErrors errors,
      RequestCounts counts,
      boolean flat) {
    this.clients = clients;
    this.retrier = retrier;
    this.errors = errors;
    this.counts = counts;
    this.flat = new AtomicBoolean(flat);
  }

  /** What is asked of the store, perhaps several times. */
  interface Attempt<T> {
    /**
     * Makes the request and reads what it needs of the answer.
     *
     * @param number of the attempt, from 1
     * @throws FinalFailure if it must not be made again
     */
    T run(AzureClients clients, int number) throws IOException;
  }

  /** Makes a request about a key. */
  <T> T call(AzureRequestKind kind, String key, Attempt<T> attempt) throws IOException {
    if (!flat.get()) {
      checkAccount();
    }
    int[] number = {0};
    try {
      return retrier.call(
          () -> {
            counts.add(kind.counter());
            number[0]++;
            return errors.at(kind.doing(), key, () -> attempt.run(clients, number[0]));
          });
    } catch (FinalFailure e) {
      throw e.failure();
    }
  }

  /** Makes a request about a blob of whose answer the headers are all. */
  HttpHeaders send(
      AzureRequestKind kind,
      HttpMethod method,
      String key,
      String query,
      Consumer<HttpRequest> more)
      throws IOException {
    return call(kind, key, (to, attempt) -> send(to, method, to.address(key) + query, more));
  }

  static HttpHeaders send(
      AzureClients to, HttpMethod method, String address, Consumer<HttpRequest> more) {
    HttpRequest request = new HttpRequest(method, address);
    more.accept(request);
    try (HttpResponse answer = to.send(request)) {
      return answer.getHeaders();
    }
  }

  /**
   * Refuses an account with directories of its own, whose rules are others. One that does not tell,
   * or not us, is taken for one without.
   */
  private void checkAccount() throws IOException {
    counts.add(AzureRequestKind.ACCOUNT.counter());
    boolean hierarchical = false;
    try {
      hierarchical = errors.at(AzureRequestKind.ACCOUNT.doing(), "", this::isHierarchical);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      LOG.debug("Whether the account has a hierarchical namespace is not known", e);
    }
    if (hierarchical) {
      throw new IOException(
          errors.path("")
              + ": the storage account has a hierarchical namespace, for which this file system"
              + " is not made: use abfss:// for it, or a storage account without one");
    }
    flat.set(true);
  }

  private boolean isHierarchical() {
    String address = clients.container().getBlobContainerUrl() + "?restype=account&comp=properties";
    return Boolean.parseBoolean(
        send(clients, HttpMethod.GET, address, request -> {}).getValue(HIERARCHICAL));
  }

  /** The address of a blob, without what proves who asks. */
  String address(String key) {
    return clients.address(key);
  }

  /** How often each kind of request has been made, each attempt counted, and what retries count. */
  Map<String, Long> counts() {
    return counts.snapshot();
  }
}
