package io.s3dl.store.s3;

import io.s3dl.store.PagedUploads;
import io.s3dl.store.PendingUpload;
import java.io.IOException;
import java.util.Collection;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Uploads that are neither completed nor aborted, page by page. */
final class S3PendingUploads extends PagedUploads {

  private final S3Requests requests;
  private final RequestBuilders builders;
  private final String prefix;
  private String keyMarker;
  private String idMarker;

  /** Asks nothing yet. */
  S3PendingUploads(S3Requests requests, RequestBuilders builders, String prefix) {
    this.requests = requests;
    this.builders = builders;
    this.prefix = prefix;
  }

  @Override
  protected boolean fetch(Collection<PendingUpload> page) throws IOException {
    ListMultipartUploadsRequest request =
        builders.uploads(prefix).keyMarker(keyMarker).uploadIdMarker(idMarker).build();
    ListMultipartUploadsResponse answer =
        requests.call(
            RequestKind.UPLOAD_LIST,
            prefix,
            (client, attempt) -> {
              ListMultipartUploadsResponse sent = client.listMultipartUploads(request);
              boolean says = sent.isTruncated() != null || sent.bucket() != null;
              return Answers.whole(sent, says);
            });
    for (MultipartUpload upload : answer.uploads()) {
      page.add(
          new PendingUpload(upload.key(), upload.uploadId(), S3Objects.millis(upload.initiated())));
    }
    keyMarker = answer.nextKeyMarker();
    idMarker = answer.nextUploadIdMarker();
    return Boolean.TRUE.equals(answer.isTruncated()) && keyMarker != null;
  }
}
