package io.s3dl.store.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import io.s3dl.store.FinalFailure;
import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.TransientException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to the store: requests are counted, tried again and their failures translated here
 * and nowhere else.
 */
final class AzureRequests implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(AzureRequests.class);
  private static final HttpHeaderName HIERARCHICAL =
      HttpHeaderName.fromString("x-ms-is-hns-enabled");
  private static final HttpHeaderName ACCOUNT_KIND = HttpHeaderName.fromString("x-ms-account-kind");
  private static final HttpHeaderName SKU = HttpHeaderName.fromString("x-ms-sku-name");

  private final AzureClients clients;
  private final Retrier retrier;
  private final AzureErrors errors;
  private final RequestCounts counts;
  private final AtomicBoolean flat;
  private volatile boolean closed;

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
    return call(kind, kind.doing(), key, attempt);
  }

  /** Makes a request that copies; what fails is said of the source. */
  <T> T copy(String source, String target, Attempt<T> attempt) throws IOException {
    AzureRequestKind kind = AzureRequestKind.COPY;
    return call(kind, kind.doing() + " to " + target + " from", source, attempt);
  }

  private <T> T call(AzureRequestKind kind, String doing, String key, Attempt<T> attempt)
      throws IOException {
    if (closed) {
      throw closed(kind, key, null).failure();
    }
    if (!flat.get()) {
      account();
    }
    int[] number = {0};
    try {
      return retrier.call(
          () -> {
            if (closed) {
              throw closed(kind, key, null);
            }
            counts.add(kind.counter());
            number[0]++;
            return errors.at(doing, key, () -> attempt.run(clients, number[0]));
          });
    } catch (InterruptedIOException e) {
      throw errors.named(doing, key, e);
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
   * What the store tells of its account; empty if it does not, or not whoever asks, which is then
   * taken for one without directories of its own: those have other rules.
   *
   * @throws IOException if it has them
   */
  Optional<String> account() throws IOException {
    counts.add(AzureRequestKind.ACCOUNT.counter());
    HttpHeaders told;
    try {
      told = errors.at(AzureRequestKind.ACCOUNT.doing(), "", this::askAboutAccount);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (TransientException e) {
      LOG.debug("Whether the account has a hierarchical namespace is asked again", e);
      return Optional.empty();
    } catch (IOException e) {
      LOG.debug("Whether the account has a hierarchical namespace is not known", e);
      flat.set(true);
      return Optional.empty();
    }
    if (Boolean.parseBoolean(told.getValue(HIERARCHICAL))) {
      throw new IOException(
          errors.path("")
              + ": the storage account has a hierarchical namespace, for which this file system"
              + " is not made: use abfss:// for it, or a storage account without one");
    }
    flat.set(true);
    return Optional.of(
        told.getValue(ACCOUNT_KIND)
            + ", "
            + told.getValue(SKU)
            + ", without a hierarchical namespace");
  }

  private HttpHeaders askAboutAccount() {
    String address = clients.container().getBlobContainerUrl() + "?restype=account&comp=properties";
    return send(clients, HttpMethod.GET, address, request -> {});
  }

  private static FinalFailure closed(AzureRequestKind kind, String key, Throwable cause) {
    return new FinalFailure(
        new IOException("Error " + kind.doing() + " " + key + ": the store is closed", cause));
  }

  /** From now on no request is made, not even another attempt. The clients are the caller's. */
  @Override
  public void close() {
    closed = true;
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
