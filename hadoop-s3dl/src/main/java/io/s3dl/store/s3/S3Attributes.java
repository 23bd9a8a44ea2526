package io.s3dl.store.s3;

import io.s3dl.store.MetadataAttributes;
import io.s3dl.store.MetadataAttributes.Kept;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Where attributes are kept: in user metadata, which are changed by copying the object on to itself
 * inside the store. Two changes at once may undo each other: an ETag does not always tell them
 * apart.
 */
final class S3Attributes implements MetadataAttributes.Objects<HeadObjectResponse> {

  private final S3Requests requests;
  private final RequestBuilders builders;
  private final S3Objects objects;
  private final Copying copying;

  S3Attributes(S3Requests requests, RequestBuilders builders, S3Objects objects, Copying copying) {
    this.requests = requests;
    this.builders = builders;
    this.objects = objects;
    this.copying = copying;
  }

  @Override
  public Optional<Kept<HeadObjectResponse>> look(String key) throws IOException {
    return objects
        .look(key)
        .map(
            found ->
                new Kept<>(key, found.metadata(), S3Objects.millis(found.lastModified()), found));
  }

  @Override
  public boolean hasAny(String prefix) throws IOException {
    return !S3Listing.first(requests, builders, prefix, 1).entries().isEmpty();
  }

  @Override
  public void replace(Kept<HeadObjectResponse> object, Map<String, String> metadata)
      throws IOException {
    S3Metadata.checked(object.key(), metadata);
    copying.replaceMetadata(object.key(), object.said(), metadata);
  }
}
