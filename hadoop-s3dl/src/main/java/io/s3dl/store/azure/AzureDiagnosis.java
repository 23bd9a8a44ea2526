package io.s3dl.store.azure;

import io.s3dl.store.ObjectIterator;
import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.StoreCheck;
import io.s3dl.store.StoreTrial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Tries out a container. Azure is one store, so that what it cannot do is an error, and nothing is
 * found out about it.
 */
public final class AzureDiagnosis implements StoreTrial {

  private final AzureOptions options;
  private final AzureBlobStore store;
  private final String prefix;
  private final AzureAccessChecks access;
  private final AzureBlobChecks blobs;

  private AzureDiagnosis(AzureOptions options, AzureClients clients, String prefix)
      throws IOException {
    RequestCounts counts = new RequestCounts();
    Retrier.Pause pause = time -> TimeUnit.NANOSECONDS.sleep(time.toNanos());
    AzureErrors errors = new AzureErrors(options);
    AzureRequests requests =
        new AzureRequests(clients, new Retrier(RETRIES, counts), errors, counts, false);
    this.options = options;
    this.store = new AzureBlobStore(clients, requests, errors, options.writes(), pause);
    this.prefix = prefix;
    this.access = new AzureAccessChecks(options, clients, requests, errors);
    this.blobs = new AzureBlobChecks(store, clients, errors, prefix);
  }

  /**
   * A diagnosis; asks nobody for anything yet.
   *
   * @param prefix the beginning of the keys of all blobs that it makes; ends with a slash
   * @throws IOException if a file that the options name cannot be read
   */
  public static AzureDiagnosis open(AzureOptions options, String prefix) throws IOException {
    Objects.requireNonNull(prefix, "prefix");
    AzureClients clients = AzureClients.open(options);
    try {
      return new AzureDiagnosis(options, clients, prefix);
    } catch (IOException | RuntimeException e) {
      clients.close();
      throw e;
    }
  }

  @Override
  public List<StoreCheck> access() {
    return access.checks();
  }

  @Override
  public List<StoreCheck> abilities() {
    return blobs.checks();
  }

  @Override
  public StoreCheck cleaning() {
    return new StoreCheck(
        "remove objects",
        () -> {
          removeAll();
          return StoreCheck.Outcome.good("");
        },
        "delete what is below " + new AzureErrors(options).path(prefix) + " by hand",
        false);
  }

  private void removeAll() throws IOException {
    List<String> keys = new ArrayList<>();
    try (ObjectIterator made = store.list(prefix, true)) {
      while (made.hasNext()) {
        keys.add(AzureObjects.keyOf(made.next()));
      }
    }
    for (IOException failure : store.delete(keys).values()) {
      throw failure;
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
