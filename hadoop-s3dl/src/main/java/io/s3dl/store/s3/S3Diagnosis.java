package io.s3dl.store.s3;

import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.RetryOptions;
import io.s3dl.store.StoreCheck;
import io.s3dl.store.TransientException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tries out a store, from the resolution of its name to what it can do, with objects below one
 * prefix. What it makes there, {@link #cleaning} removes.
 */
public final class S3Diagnosis implements Closeable {

  /** Someone waits for the result. */
  private static final RetryOptions RETRIES =
      new RetryOptions(3, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(5), 0);

  private final S3Options options;
  private final S3Clients clients;
  private final DiagnosedObjects objects;
  private final S3Reach reach;
  private final S3BasicChecks basics;
  private final S3FeatureChecks features;

  private S3Diagnosis(S3Options options, S3Errors errors, S3Clients clients, String prefix)
      throws IOException {
    this.options = options;
    this.clients = clients;
    S3Requests requests =
        new S3Requests(
            clients.s3(), new Retrier(RETRIES, new RequestCounts()), errors, new RequestCounts());
    RequestBuilders builders =
        new RequestBuilders(
            options.requestBucket(), options.writes(), options.features(), options.requesterPays());
    this.objects = new DiagnosedObjects(requests, builders, prefix);
    this.reach = new S3Reach(options, clients.s3());
    this.basics = new S3BasicChecks(objects, clients.credentials(), errors);
    this.features = new S3FeatureChecks(objects);
  }

  /**
   * A diagnosis; asks nobody for anything yet.
   *
   * @param prefix the beginning of the keys of all objects that it makes; ends with a slash
   * @throws IOException if a file that the options name cannot be read
   */
  public static S3Diagnosis open(S3Options options, String prefix) throws IOException {
    Objects.requireNonNull(prefix, "prefix");
    S3Errors errors = new S3Errors(options.bucket(), S3ObjectStore.redaction(options));
    S3Clients clients = S3Clients.open(options, errors);
    try {
      return new S3Diagnosis(options, errors, clients, prefix);
    } catch (IOException | RuntimeException e) {
      clients.close();
      throw e;
    }
  }

  /** Whether the store is there and lets its user in; writes nothing. */
  public List<StoreCheck> access() {
    List<StoreCheck> checks = new ArrayList<>(reach.checks());
    checks.addAll(basics.access());
    return checks;
  }

  /** What every store must do, and what this one can do beyond that. */
  public List<StoreCheck> abilities() {
    List<StoreCheck> checks = new ArrayList<>(basics.objects());
    checks.addAll(features.checks());
    checks.add(new StoreCheck("bulk delete", this::bulkDelete, "", false));
    checks.addAll(basics.uploadsAndNames());
    return checks;
  }

  /** Removes whatever the others have made. */
  public StoreCheck cleaning() {
    return new StoreCheck(
        "remove objects",
        () -> {
          objects.removeAll();
          return StoreCheck.Outcome.good("");
        },
        "delete what is below s3dl://" + options.bucket() + "/" + objects.key("") + " by hand",
        false);
  }

  /** What the store has shown that it can do. */
  public Map<S3Feature, Boolean> found() {
    return features.found();
  }

  private StoreCheck.Outcome bulkDelete() throws IOException {
    boolean configured = options.features().has(S3Feature.BULK_DELETE_MD5);
    IOException failure = null;
    for (boolean md5 : new boolean[] {configured, !configured}) {
      try {
        bulkDelete(md5);
        features.note(S3Feature.BULK_DELETE, true);
        features.note(S3Feature.BULK_DELETE_MD5, md5);
        return StoreCheck.Outcome.good(md5 ? "with Content-MD5" : "without Content-MD5");
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        failure = e;
      }
    }
    boolean refused = S3Errors.statusOf(failure) != 0;
    if (!refused
        || failure instanceof TransientException
        || failure instanceof AccessDeniedException) {
      throw failure;
    }
    features.note(S3Feature.BULK_DELETE, false);
    return new StoreCheck.Outcome(false, "not known: " + failure.getMessage());
  }

  private void bulkDelete(boolean md5) throws IOException {
    S3Options changed =
        new S3Options(
            options.bucket(),
            options.endpoint(),
            options.connections(),
            options.credentials(),
            options.features().with(S3Feature.BULK_DELETE_MD5, md5),
            options.writes(),
            options.identification(),
            options.requesterPays(),
            options.retries());
    S3Errors errors = new S3Errors(options.bucket(), S3ObjectStore.redaction(options));
    S3Clients others = S3Clients.open(changed, errors);
    try {
      objects.deleteTogether(others.s3(), errors);
    } finally {
      others.close();
    }
  }

  @Override
  public void close() {
    clients.close();
  }
}
