package io.s3dl.store.s3;

import io.s3dl.store.FlatStore;
import io.s3dl.store.PendingUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Uploads that are neither completed nor aborted, page by page. */
final class S3PendingUploads implements FlatStore.Pending {

  private final S3Requests requests;
  private final RequestBuilders builders;
  private final String prefix;
  private final ArrayDeque<PendingUpload> page = new ArrayDeque<>();
  private String keyMarker;
  private String idMarker;
  private boolean more = true;

  /** Asks nothing yet. */
  S3PendingUploads(S3Requests requests, RequestBuilders builders, String prefix) {
    this.requests = requests;
    this.builders = builders;
    this.prefix = prefix;
  }

  @Override
  public boolean hasNext() {
    try {
      while (page.isEmpty() && more) {
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
    ListMultipartUploadsRequest request =
        builders.uploads(prefix).keyMarker(keyMarker).uploadIdMarker(idMarker).build();
    ListMultipartUploadsResponse answer =
        requests.call(
            RequestKind.UPLOAD_LIST,
            prefix,
            (client, attempt) -> {
              ListMultipartUploadsResponse page = client.listMultipartUploads(request);
              boolean says = page.isTruncated() != null || page.bucket() != null;
              return Answers.whole(page, says);
            });
    for (MultipartUpload upload : answer.uploads()) {
      page.add(
          new PendingUpload(upload.key(), upload.uploadId(), S3Objects.millis(upload.initiated())));
    }
    more = Boolean.TRUE.equals(answer.isTruncated()) && answer.nextKeyMarker() != null;
    keyMarker = answer.nextKeyMarker();
    idMarker = answer.nextUploadIdMarker();
  }
}
