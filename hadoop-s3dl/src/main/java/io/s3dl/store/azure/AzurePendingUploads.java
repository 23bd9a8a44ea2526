package io.s3dl.store.azure;

import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import io.s3dl.store.PagedUploads;
import io.s3dl.store.PendingUpload;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;

/**
 * Names that have blocks and no blob, page by page. Blocks that wait under the name of a blob are
 * not among them: the store does not list those.
 */
final class AzurePendingUploads extends PagedUploads {

  private final AzureRequests requests;
  private final String prefix;
  private String continuation;

  /** Asks nothing yet. */
  AzurePendingUploads(AzureRequests requests, String prefix) {
    this.requests = requests;
    this.prefix = prefix;
  }

  @Override
  protected boolean fetch(Collection<PendingUpload> page) throws IOException {
    BlobListDetails details = new BlobListDetails().setRetrieveUncommittedBlobs(true);
    AzureListing.Sent sent =
        AzureListing.ask(requests, prefix, true, details, AzureListing.PAGE, continuation);
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
    return continuation != null;
  }

  /** What has never been published has no content type, which every blob has. */
  private static boolean isUncommitted(BlobItem item) {
    String type = item.getProperties().getContentType();
    Long size = item.getProperties().getContentLength();
    return (type == null || type.isEmpty()) && (size == null || size == 0);
  }
}
