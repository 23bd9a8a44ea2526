package io.s3dl.store.azure;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobItemProperties;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.CopyStatusType;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.s3dl.store.Etags;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectPage;
import io.s3dl.store.PagedListing;
import io.s3dl.store.Utf8Order;
import java.io.EOFException;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A listing, fetched page by page as it is consumed: no more than one page is kept, and those
 * directories that others have made as blobs without a slash, until it is their turn.
 */
final class AzureListing extends PagedListing {

  /** The most that the store sends at once. */
  static final int PAGE = 5000;

  /** A marker, and something beside it. */
  private static final int ENOUGH = 2;

  private final AzureRequests requests;
  private final String prefix;
  private final boolean recursive;

  /** By the key with its slash; all of them begin what is being listed, or it comes after them. */
  private final TreeMap<String, ObjectInfo> held = new TreeMap<>(Utf8Order.INSTANCE);

  private String continuation;

  /**
   * A page as the store sent it.
   *
   * @param items in its order
   * @param continuation how it goes on; null at the end
   */
  record Sent(List<BlobItem> items, String continuation) {}

  /** Asks nothing yet. */
  AzureListing(AzureRequests requests, String prefix, boolean recursive) {
    super(prefix);
    this.requests = requests;
    this.prefix = prefix;
    this.recursive = recursive;
  }

  @Override
  protected boolean fetch(Collection<ObjectInfo> page) throws IOException {
    Sent sent = ask(requests, prefix, recursive, details(), PAGE, continuation);
    continuation = sent.continuation();
    for (ObjectInfo info : entries(sent, prefix, false)) {
      arrange(info, page);
    }
    if (continuation == null) {
      page.addAll(held.values());
      held.clear();
    }
    return continuation != null;
  }

  /** Adds an entry and before it the directories whose turn it is. */
  private void arrange(ObjectInfo info, Collection<ObjectInfo> to) {
    String key = placeOf(info);
    while (!held.isEmpty() && Utf8Order.INSTANCE.compare(held.firstKey(), key) <= 0) {
      Map.Entry<String, ObjectInfo> first = held.pollFirstEntry();
      if (!first.getKey().equals(key)) { // else it comes now
        to.add(first.getValue());
      }
    }
    if (isHeldBack(info)) {
      held.put(info.key(), directory(info.key()));
    } else {
      to.add(info);
    }
  }

  /** What {@link #info} makes of a directory's blob without a slash. */
  private static boolean isHeldBack(ObjectInfo info) {
    return info.directory() && info.key().endsWith("/");
  }

  /** Where the store has it. */
  private static String placeOf(ObjectInfo info) {
    return isHeldBack(info) ? AzureObjects.nameOf(info.key()) : AzureObjects.keyOf(info);
  }

  private static ObjectInfo directory(String key) {
    return new ObjectInfo(AzureObjects.nameOf(key), true, 0, 0, Optional.empty(), Optional.empty());
  }

  /**
   * The beginning of a listing, mostly with one request: the store may send a page that has less
   * than it could and is not the last, or one with nothing but a directory's blob whose turn has
   * not come. Who asks for two entries or more wants to know whether there is anything but a
   * marker.
   */
  static ObjectPage first(AzureRequests requests, String prefix, int most) throws IOException {
    AzureListing all = new AzureListing(requests, prefix, false);
    List<ObjectInfo> page = new ArrayList<>();
    do {
      Sent sent = ask(requests, prefix, false, details(), most, all.continuation);
      all.continuation = sent.continuation();
      for (ObjectInfo info : entries(sent, prefix, true)) {
        all.arrange(info, page);
      }
    } while (page.size() < Math.min(most, ENOUGH) && all.continuation != null);
    boolean complete = all.continuation == null;
    if (complete) { // else they come after what is left out
      page.addAll(all.held.values());
    }
    return new ObjectPage(List.copyOf(page), complete);
  }

  private static BlobListDetails details() {
    return new BlobListDetails().setRetrieveMetadata(true).setRetrieveCopy(true);
  }

  /** Asks for one page. */
  static Sent ask(
      AzureRequests requests,
      String prefix,
      boolean recursive,
      BlobListDetails details,
      int most,
      String continuation)
      throws IOException {
    ListBlobsOptions options =
        new ListBlobsOptions().setPrefix(prefix).setMaxResultsPerPage(most).setDetails(details);
    AzureRequestKind kind =
        details.getRetrieveUncommittedBlobs()
            ? AzureRequestKind.UPLOAD_LIST
            : AzureRequestKind.LIST;
    return requests.call(
        kind,
        prefix,
        (to, attempt) -> {
          PagedIterable<BlobItem> items =
              recursive
                  ? to.container().listBlobs(options, null)
                  : to.container().listBlobsByHierarchy("/", options, null);
          return sent(items, continuation);
        });
  }

  private static Sent sent(PagedIterable<BlobItem> items, String continuation) throws EOFException {
    try {
      Iterator<PagedResponse<BlobItem>> pages =
          (continuation == null ? items.iterableByPage() : items.iterableByPage(continuation))
              .iterator();
      if (!pages.hasNext()) {
        return new Sent(List.of(), null);
      }
      PagedResponse<BlobItem> page = pages.next();
      String next = page.getContinuationToken();
      return new Sent(page.getValue(), next == null || next.isEmpty() ? null : next);
    } catch (NullPointerException e) { // what the library makes of an answer without a body
      EOFException empty = new EOFException("the store's answer does not say anything");
      empty.initCause(e);
      throw empty;
    }
  }

  /** What a page tells, in the order of keys where the slash of directories counts. */
  private static List<ObjectInfo> entries(Sent sent, String prefix, boolean ownMarker) {
    List<ObjectInfo> entries = new ArrayList<>();
    for (BlobItem item : sent.items()) {
      String key = item.getName();
      if (!Boolean.TRUE.equals(item.isPrefix())) {
        if ((ownMarker || !key.equals(prefix)) && !isBeingCopied(item)) {
          entries.add(info(key, item));
        }
      } else if (!nameless(key, prefix)) {
        entries.add(directory(key));
      }
    }
    // A directory's blob without a slash stands where the store has it, until it is held back.
    entries.sort(Comparator.comparing(AzureListing::placeOf, Utf8Order.INSTANCE));
    return entries;
  }

  /** Whether the name is that of a blob which is not there before it is whole. */
  private static boolean isBeingCopied(BlobItem item) {
    return item.getProperties().getCopyStatus() == CopyStatusType.PENDING;
  }

  /** Nothing above us has a name for what two slashes in a row make. */
  private static boolean nameless(String directory, String prefix) {
    return (prefix.isEmpty() || prefix.endsWith("/")) && directory.equals(prefix + "/");
  }

  private static ObjectInfo info(String key, BlobItem item) {
    Map<String, String> metadata = new TreeMap<>();
    if (item.getMetadata() != null) {
      item.getMetadata()
          .forEach((name, value) -> metadata.put(name.toLowerCase(Locale.ROOT), value));
    }
    if (!key.endsWith("/") && AzureMetadata.isFolder(metadata)) {
      return new ObjectInfo(key + "/", true, 0, 0, Optional.empty(), Optional.empty());
    }
    BlobItemProperties properties = item.getProperties();
    Long size = properties.getContentLength();
    return AzureObjects.info(
        key,
        size == null ? 0 : size,
        millis(properties.getLastModified()),
        Etags.of(properties.getETag()),
        metadata);
  }

  static long millis(OffsetDateTime time) {
    return time == null ? 0 : time.toInstant().toEpochMilli();
  }
}
