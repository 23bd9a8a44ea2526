package io.s3dl.store.azure;

import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import io.s3dl.store.FlatStore;
import io.s3dl.store.PendingUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;

/**
 * Names that have blocks and no blob, page by page. Blocks that wait under the name of a blob are
 * not among them: the store does not list those.
 */
final class AzurePendingUploads implements FlatStore.Pending {

  private final AzureRequests requests;
  private final String prefix;
  private final ArrayDeque<PendingUpload> page = new ArrayDeque<>();
  private String continuation;
  private boolean begun;

  /** Asks nothing yet. */
  AzurePendingUploads(AzureRequests requests, String prefix) {
    this.requests = requests;
    this.prefix = prefix;
  }

  @Override
  public boolean hasNext() {
    try {
      while (page.isEmpty() && (!begun || continuation != null)) {
        fetch();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return !page.isEmpty();
  }

  @Override
  public PendingUpload next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.remove();
  }

  private void fetch() throws IOException {
    BlobListDetails details = new BlobListDetails().setRetrieveUncommittedBlobs(true);
    AzureListing.Sent sent =
        AzureListing.ask(requests, prefix, true, details, AzureListing.PAGE, continuation);
    begun = true;
    continuation = sent.continuation();
    for (BlobItem item : sent.items()) {
      if (isUncommitted(item)) {
        long started = AzureListing.millis(item.getProperties().getCreationTime());
        // Where the store does not say it, nobody shall take it for an old one.
        page.add(
            new PendingUpload(
                item.getName(), "", started > 0 ? started : Instant.now().toEpochMilli()));
      }
    }
  }

  /** What has never been published has no content type, which every blob has. */
  private static boolean isUncommitted(BlobItem item) {
    String type = item.getProperties().getContentType();
    Long size = item.getProperties().getContentLength();
    return (type == null || type.isEmpty()) && (size == null || size == 0);
  }
}
