package io.s3dl.store.azure;

import io.s3dl.store.AttributeStore;
import io.s3dl.store.MetadataAttributes;
import io.s3dl.store.MetadataStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.ObjectPage;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.PartSizes;
import io.s3dl.store.PendingUpload;
import io.s3dl.store.RecentChecksums;
import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.StoredTail;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The blobs of one container of Azure Blob Storage, in an account without a hierarchical namespace.
 *
 * <p>Lengths and checksums of contents ride in the blobs' metadata, which listings tell. The blocks
 * of an upload that is given up cannot be discarded; they are not visible, and vanish after a week.
 */
public final class AzureBlobStore extends MetadataStore {

  /** How long a key may be, in bytes of UTF-8; Azure counts characters. */
  private static final int MAX_KEY_BYTES = 1024;

  private final AzureClients clients;
  private final AzureRequests requests;
  private final AzureObjects objects;
  private final AzureTails tails;
  private final AzureWrites writes;
  private final AzureDeletes deletes;
  private final AzureCopies copies;
  private final AttributeStore attributes;
  private final AzureErrors errors;
  private final RecentChecksums checksums = new RecentChecksums();

  /**
   * A store that makes requests; asks nobody for anything yet.
   *
   * @throws IOException if a file that the options name cannot be read
   */
  public static AzureBlobStore open(AzureOptions options) throws IOException {
    Retrier.Pause pause = time -> TimeUnit.NANOSECONDS.sleep(time.toNanos());
    RequestCounts counts = new RequestCounts();
    return open(options, counts, new Retrier(options.retries(), counts), pause, false);
  }

  /**
   * The same, with its own waits.
   *
   * @param flat whether the account is known to have no hierarchical namespace
   */
  static AzureBlobStore open(
      AzureOptions options,
      RequestCounts counts,
      Retrier retrier,
      Retrier.Pause pause,
      boolean flat)
      throws IOException {
    AzureErrors errors = new AzureErrors(options);
    AzureClients clients = AzureClients.open(options);
    AzureRequests requests = new AzureRequests(clients, retrier, errors, counts, flat);
    return new AzureBlobStore(clients, requests, errors, options.writes(), pause);
  }

  /**
   * A store over clients that are closed with it.
   *
   * @param pause waits between two looks at a copy that is under way
   */
  AzureBlobStore(
      AzureClients clients,
      AzureRequests requests,
      AzureErrors errors,
      AzureWriteSettings settings,
      Retrier.Pause pause) {
    this.clients = clients;
    this.requests = requests;
    this.errors = errors;
    this.objects = new AzureObjects(requests);
    this.tails =
        new AzureTails(requests, objects, found -> checksums.put(found.info(), found.crc32c()));
    this.writes = new AzureWrites(requests, objects, settings);
    this.deletes = new AzureDeletes(requests, objects, errors);
    this.copies = new AzureCopies(requests, objects, deletes, pause);
    this.attributes =
        new MetadataAttributes<>(
            AzureMetadata.NAMES, new AzureAttributes(requests, objects), AzureAttributes.ATTEMPTS);
  }

  @Override
  public ObjectInfo head(String key) throws IOException {
    AzureObjects.Found found = objects.head(key);
    checksums.put(found.info(), found.crc32c());
    return found.info();
  }

  @Override
  public StoredTail tail(String key, int bytes) throws IOException {
    return tail(key, bytes, () -> {});
  }

  /** With two requests if the object has more bytes. */
  @Override
  public StoredTail tail(String key, int bytes, Runnable arrived) throws IOException {
    return tails.tail(key, bytes, arrived);
  }

  @Override
  public StoredTail tail(ObjectInfo known, int bytes, Runnable arrived) throws IOException {
    return tails.tail(known, bytes, arrived);
  }

  @Override
  public StoredTail whole(String key, int most, Runnable arrived) throws IOException {
    return tails.whole(key, most, arrived);
  }

  /**
   * Without a request if anything is known of the object; else with the one of {@link #head}. So is
   * one without bytes, which may be what a copy that failed has left, since no read will ask.
   */
  @Override
  public ObjectReader open(String key, Optional<ObjectInfo> known) throws IOException {
    boolean ask = known.isEmpty() || (known.get().size() == 0 && !known.get().directory());
    ObjectInfo now = ask ? head(key) : known.get();
    ObjectInfo info = known.orElse(now);
    if (info.directory()) {
      throw new FileNotFoundException("Error opening " + key + ": it is a directory");
    }
    return objects.open(info, checksums.get(info));
  }

  @Override
  public Upload startUpload(String key, WriteOptions options) {
    return new AzureUpload(key, options, requests, objects, writes, AzureWriteSettings.MAX_BLOCKS);
  }

  @Override
  public PartSizes partSizes() {
    return writes.settings().parts();
  }

  @Override
  public ObjectIterator list(String prefix, boolean recursive) {
    return new AzureListing(requests, prefix, recursive);
  }

  @Override
  public ObjectPage first(String prefix, int most) throws IOException {
    return AzureListing.first(requests, prefix, most);
  }

  @Override
  public boolean tellsContentLengths() {
    return true;
  }

  /** A marker {@code d/} goes with the blob {@code d} that others have made for the directory. */
  @Override
  public Map<String, IOException> delete(List<String> keys) throws IOException {
    return deletes.delete(keys);
  }

  @Override
  public void deleteIfMatch(String key, String etag) throws IOException {
    deletes.deleteIfMatch(key, etag);
  }

  @Override
  public boolean mayHaveOtherMarkers() {
    return true;
  }

  /**
   * With one request: a blob {@code d} that others have made, which they say is a directory. Who
   * may not look at it has not made it either.
   */
  @Override
  public boolean hasOtherMarker(String directory) throws IOException {
    try {
      return AzureKeys.isPossible(directory) && objects.folder(directory).isPresent();
    } catch (AccessDeniedException e) {
      return false;
    }
  }

  @Override
  public ObjectInfo copy(ObjectInfo from, String to, boolean exclusive) throws IOException {
    return copies.copy(from, to, exclusive);
  }

  @Override
  public boolean copiesExclusively(long bytes) {
    return true;
  }

  @Override
  public boolean writesExclusively() {
    return true;
  }

  @Override
  public int deletePageSize() {
    return AzureDeletes.PAGE;
  }

  /** Names that have blocks and no blob yet; the store does not say since when. */
  @Override
  public Pending pendingUploads(String prefix) {
    return new AzurePendingUploads(requests, prefix);
  }

  @Override
  public boolean discardsUploads() {
    return false;
  }

  /**
   * Refuses: Azure discards blocks by itself after a week, and has no request for it.
   *
   * @throws IOException always; says what to do
   */
  @Override
  public void abort(PendingUpload upload) throws IOException {
    throw new IOException(
        "Cannot discard the unfinished blocks of "
            + errors.path(upload.key())
            + ": Azure has no request for that. They vanish a week after the last of them was"
            + " written, or at once when a blob of this name is written and deleted");
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
    clients.close();
  }
}
