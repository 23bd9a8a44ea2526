package io.s3dl.store.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import io.s3dl.store.Etags;
import io.s3dl.store.MetadataAttributes;
import io.s3dl.store.MetadataAttributes.Kept;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Where attributes are kept: in metadata, which are replaced if nobody else has changed the blob
 * meanwhile.
 */
final class AzureAttributes implements MetadataAttributes.Objects<AzureObjects.Found> {

  /** How often others may be faster. */
  static final int ATTEMPTS = 10;

  private final AzureRequests requests;
  private final AzureObjects objects;

  AzureAttributes(AzureRequests requests, AzureObjects objects) {
    this.requests = requests;
    this.objects = objects;
  }

  /** What others have put there for a directory keeps the directory's attributes. */
  @Override
  public Optional<Kept<AzureObjects.Found>> look(String key) throws IOException {
    Optional<AzureObjects.Found> found = objects.lookAny(key);
    if (found.isEmpty() && key.endsWith("/")) {
      String name = AzureObjects.nameOf(key);
      return objects.folder(name).map(blob -> kept(name, blob));
    }
    return found.map(blob -> kept(key, blob));
  }

  private static Kept<AzureObjects.Found> kept(String key, AzureObjects.Found blob) {
    return new Kept<>(key, blob.metadata(), blob.info().modifiedMillis(), blob);
  }

  @Override
  public boolean hasAny(String prefix) throws IOException {
    return !AzureListing.first(requests, prefix, 1).entries().isEmpty();
  }

  @Override
  public void replace(Kept<AzureObjects.Found> object, Map<String, String> metadata)
      throws IOException {
    AzureMetadata.checked(object.key(), metadata);
    requests.send(
        AzureRequestKind.METADATA,
        HttpMethod.PUT,
        object.key(),
        "?comp=metadata",
        request -> {
          AzureWrites.withMetadata(request, metadata);
          object
              .said()
              .info()
              .etag()
              .ifPresent(etag -> request.setHeader(HttpHeaderName.IF_MATCH, Etags.quoted(etag)));
        });
  }
}
