package io.s3dl.store.s3;

import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.StoreCheck;
import io.s3dl.store.StoreReach;
import io.s3dl.store.StoreTrial;
import io.s3dl.store.TransientException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tries out a bucket, and finds out what its store can do. */
public final class S3Diagnosis implements StoreTrial {

  private final S3Options options;
  private final S3Clients clients;
  private final DiagnosedObjects objects;
  private final StoreReach reach;
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
    this.reach = S3Address.reach(options, clients.s3());
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

  @Override
  public List<StoreCheck> access() {
    List<StoreCheck> checks =
        new ArrayList<>(
            reach.checks("check fs.s3dl.s3.endpoint, fs.s3dl.s3.region and fs.s3dl.s3.path.style"));
    checks.addAll(basics.access());
    return checks;
  }

  @Override
  public List<StoreCheck> abilities() {
    List<StoreCheck> checks = new ArrayList<>(basics.objects());
    checks.addAll(features.checks());
    checks.add(new StoreCheck("bulk delete", this::bulkDelete, "", false));
    checks.addAll(basics.uploadsAndNames());
    return checks;
  }

  @Override
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
