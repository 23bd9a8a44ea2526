package io.s3dl.harness;

import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;

/**
 * A store of S3Proxy's that deletes one object at a time, also of those that one request names.
 * {@link EmbeddedS3} loads it beside S3Proxy; on the class path of tests it cannot be loaded.
 */
public final class DeletingInTurn extends ForwardingBlobStore {

  /** In front of another store. */
  public DeletingInTurn(BlobStore store) {
    super(store);
  }

  @Override
  public synchronized DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    return super.removeBlob(request);
  }
}
