package io.s3dl.store.s3;

import io.s3dl.store.AttributeStore;
import io.s3dl.store.MetadataAttributes;
import io.s3dl.store.MetadataStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.ObjectPage;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.PartSizes;
import io.s3dl.store.PendingUpload;
import io.s3dl.store.ProxyOptions;
import io.s3dl.store.RecentChecksums;
import io.s3dl.store.Redaction;
import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.Secret;
import io.s3dl.store.StoredTail;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The objects of one bucket of Amazon S3, or of a store that speaks its protocol. */
public final class S3ObjectStore extends MetadataStore {

  /** How long a key may be, in bytes of UTF-8. */
  private static final int MAX_KEY_BYTES = 1024;

  private final Runnable owned;
  private final S3Requests requests;
  private final RequestBuilders builders;
  private final Executor executor;
  private final long singleCopyBytes;
  private final S3Objects objects;
  private final S3Tails tails;
  private final SinglePut puts;
  private final Copying copying;
  private final S3Deletes deletes;
  private final AttributeStore attributes;
  private final RecentChecksums checksums = new RecentChecksums();

  /**
   * A store that makes requests; asks nobody for anything yet.
   *
   * @throws IOException if a file that the options name cannot be read
   */
  public static S3ObjectStore open(S3Options options) throws IOException {
    S3Errors errors = new S3Errors(options.bucket(), redaction(options));
    RequestBuilders builders =
        new RequestBuilders(
            options.requestBucket(), options.writes(), options.features(), options.requesterPays());
    // The last that can fail: what it opens is closed with the store.
    S3Clients clients = S3Clients.open(options, errors);
    RequestCounts counts = new RequestCounts();
    S3Requests requests =
        new S3Requests(clients.s3(), new Retrier(options.retries(), counts), errors, counts);
    HelpingThreads helpers = new HelpingThreads(options.bucket());
    Runnable owned =
        () -> {
          helpers.close();
          clients.close();
        };
    return new S3ObjectStore(owned, requests, builders, helpers, singleCopyBytes(options));
  }

  /**
   * Of parts that are copied under no condition, the first may be another object's than the last.
   */
  private static long singleCopyBytes(S3Options options) {
    S3Features features = options.features();
    boolean atomicOnlyWithOne =
        features.has(S3Feature.CONDITIONAL_COPY) && !features.has(S3Feature.CONDITIONAL_COMPLETE);
    return features.has(S3Feature.COPY_SOURCE_IF_MATCH) && !atomicOnlyWithOne
        ? options.writes().copyBytes()
        : S3WriteSettings.MAX_COPY_BYTES;
  }

  /**
   * Takes over what the requests are made with.
   *
   * @param owned closed with this
   * @param executor whose free threads help with large copies inside the store, and with deletes
   *     that have a request each; never waited for
   * @param singleCopyBytes the largest object that is copied with one request, and the largest part
   *     of a larger one's copy
   */
  S3ObjectStore(
      Runnable owned,
      S3Requests requests,
      RequestBuilders builders,
      Executor executor,
      long singleCopyBytes) {
    this.owned = owned;
    this.requests = requests;
    this.builders = builders;
    this.executor = executor;
    this.singleCopyBytes = singleCopyBytes;
    this.objects = new S3Objects(requests, builders);
    this.tails = new S3Tails(requests, builders, objects, checksums);
    this.puts = new SinglePut(requests, builders, objects);
    this.copying = new Copying(requests, builders, objects, executor, singleCopyBytes);
    this.deletes = new S3Deletes(requests, builders, objects, executor);
    this.attributes =
        new MetadataAttributes<>(
            S3Metadata.NAMES, new S3Attributes(requests, builders, objects, copying), 1);
  }

  /** Takes the secrets of the options out of texts. */
  static Redaction redaction(S3Options options) {
    List<Secret> secrets = new ArrayList<>();
    options
        .credentials()
        .keys()
        .ifPresent(
            keys -> {
              secrets.add(keys.secretKey());
              keys.sessionToken().ifPresent(secrets::add);
            });
    options.writes().encryption().customerKey().ifPresent(secrets::add);
    options.connections().http().proxy().flatMap(ProxyOptions::password).ifPresent(secrets::add);
    return new Redaction(secrets);
  }

  @Override
  public ObjectInfo head(String key) throws IOException {
    HeadObjectResponse found = objects.head(key);
    ObjectInfo info = S3Objects.info(key, found);
    checksums.put(info, S3Objects.crc32c(found));
    return info;
  }

  @Override
  public StoredTail tail(String key, int bytes) throws IOException {
    return tail(key, bytes, () -> {});
  }

  @Override
  public StoredTail tail(String key, int bytes, Runnable arrived) throws IOException {
    return tails.tail(key, bytes, arrived);
  }

  /** Without a request if anything is known of the object; else with the one of {@link #head}. */
  @Override
  public ObjectReader open(String key, Optional<ObjectInfo> known) throws IOException {
    ObjectInfo info = known.isPresent() ? known.get() : head(key);
    if (info.directory()) {
      throw new FileNotFoundException("Error opening " + key + ": it is a directory");
    }
    return objects.open(info, checksums.get(info));
  }

  @Override
  public Upload startUpload(String key, WriteOptions options) {
    MultipartRequests multipart =
        new MultipartRequests(
            requests,
            builders,
            objects,
            () ->
                builders.begin(
                    key,
                    options.contentType(),
                    S3Metadata.ofNew(
                        key, options, builders.settings().metadata(), OptionalInt.empty())));
    return new S3Upload(key, options, multipart, puts, objects, executor, singleCopyBytes);
  }

  @Override
  public PartSizes partSizes() {
    return builders.settings().parts();
  }

  @Override
  public ObjectIterator list(String prefix, boolean recursive) {
    return new S3Listing(requests, builders, prefix, recursive);
  }

  @Override
  public ObjectPage first(String prefix, int most) throws IOException {
    return S3Listing.first(requests, builders, prefix, most);
  }

  @Override
  public Map<String, IOException> delete(List<String> keys) throws IOException {
    return deletes.delete(keys);
  }

  @Override
  public void deleteIfMatch(String key, String etag) throws IOException {
    deletes.deleteIfMatch(key, etag);
  }

  @Override
  public ObjectInfo copy(ObjectInfo from, String to, boolean exclusive) throws IOException {
    return copying.copy(from, to, exclusive);
  }

  @Override
  public boolean copiesExclusively(long bytes) {
    return copying.isExclusive(bytes);
  }

  /** Both with one request and in parts. */
  @Override
  public boolean writesExclusively() {
    return builders.features().has(S3Feature.CONDITIONAL_PUT)
        && builders.features().has(S3Feature.CONDITIONAL_COMPLETE);
  }

  @Override
  public int deletePageSize() {
    return S3Deletes.PAGE;
  }

  @Override
  public Pending pendingUploads(String prefix) {
    return new S3PendingUploads(requests, builders, prefix);
  }

  @Override
  public void abort(PendingUpload upload) throws IOException {
    requests.call(
        RequestKind.UPLOAD_ABORT,
        upload.key(),
        (client, attempt) ->
            MultipartRequests.abort(client, builders.abort(upload.key(), upload.id())));
  }

  @Override
  protected AttributeStore attributes() {
    return attributes;
  }

  @Override
  public int maxNameBytes() {
    return 0;
  }

  @Override
  public int maxKeyBytes() {
    return MAX_KEY_BYTES;
  }

  @Override
  public Map<String, Long> counts() {
    return requests.counts();
  }

  @Override
  public void close() {
    requests.close();
    owned.run();
  }
}
