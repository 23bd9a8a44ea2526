package io.s3dl.store.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import io.s3dl.store.AttributeStore;
import io.s3dl.store.Etags;
import io.s3dl.store.MetadataTexts;
import io.s3dl.store.ObjectChangedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Attributes of blobs, in their metadata. Changing one replaces all metadata if nobody else has
 * changed the blob meanwhile, and is tried again if somebody has; the time of modification is then
 * kept beside them.
 */
final class AzureAttributes implements AttributeStore {

  /** How often others may be faster. */
  private static final int ATTEMPTS = 10;

  private final AzureRequests requests;
  private final AzureObjects objects;

  AzureAttributes(AzureRequests requests, AzureObjects objects) {
    this.requests = requests;
    this.objects = objects;
  }

  /** A blob, or the one of a directory, and what it is under. */
  private record Found(String key, AzureObjects.Found blob) {}

  /** Empty for a directory that has no blob. */
  private Optional<Found> find(String key) throws IOException {
    if (key.isEmpty()) {
      return Optional.empty();
    }
    String name = AzureObjects.nameOf(key);
    Optional<Found> found = look(name);
    if (found.isEmpty()) {
      found = look(name + "/");
    }
    if (found.isPresent()) {
      return found;
    }
    if (AzureListing.first(requests, name + "/", 1).entries().isEmpty()) {
      throw new FileNotFoundException("There is no blob " + key);
    }
    return Optional.empty();
  }

  private Optional<Found> look(String key) throws IOException {
    try {
      return Optional.of(new Found(key, objects.any(key)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private void change(String key, Consumer<Map<String, String>> change, boolean needed)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      Optional<Found> found = find(key);
      if (found.isEmpty() && needed) {
        throw new FileNotFoundException(
            "The directory " + key + " has no blob that could keep attributes");
      }
      try {
        if (found.isPresent()) {
          change(found.get(), change);
        }
        return;
      } catch (ObjectChangedException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void change(Found found, Consumer<Map<String, String>> change) throws IOException {
    Map<String, String> metadata = new TreeMap<>(found.blob().metadata());
    change.accept(metadata);
    if (metadata.equals(found.blob().metadata())) {
      return;
    }
    metadata.putIfAbsent(
        AzureMetadata.MODIFIED, Long.toString(found.blob().info().modifiedMillis()));
    AzureMetadata.checked(found.key(), metadata);
    requests.send(
        AzureRequestKind.METADATA,
        HttpMethod.PUT,
        found.key(),
        "?comp=metadata",
        request -> {
          AzureWrites.withMetadata(request, metadata);
          found
              .blob()
              .info()
              .etag()
              .ifPresent(etag -> request.setHeader(HttpHeaderName.IF_MATCH, Etags.quoted(etag)));
        });
  }

  @Override
  public void setMode(String key, int mode) throws IOException {
    change(key, all -> all.put(AzureMetadata.MODE, Integer.toOctalString(mode)), false);
  }

  @Override
  public void setOwner(String key, String owner, String group) throws IOException {
    change(
        key,
        all -> {
          if (owner != null) {
            all.put(AzureMetadata.OWNER, MetadataTexts.encoded(owner));
          }
          if (group != null) {
            all.put(AzureMetadata.GROUP, MetadataTexts.encoded(group));
          }
        },
        false);
  }

  @Override
  public void setTimes(String key, long modifiedMillis, long accessedMillis) throws IOException {
    change(
        key,
        all -> {
          if (modifiedMillis >= 0) {
            all.put(AzureMetadata.MODIFIED, Long.toString(modifiedMillis));
          }
          if (accessedMillis >= 0) {
            all.put(AzureMetadata.ACCESSED, Long.toString(accessedMillis));
          }
        },
        false);
  }

  @Override
  public List<String> attributeNames(String key) throws IOException {
    return find(key)
        .map(
            found ->
                found.blob().metadata().keySet().stream()
                    .flatMap(name -> AzureMetadata.attributeOf(name).stream())
                    .sorted()
                    .toList())
        .orElse(List.of());
  }

  @Override
  public byte[] attribute(String key, String name) throws IOException {
    String text =
        find(key)
            .map(found -> found.blob().metadata().get(AzureMetadata.nameOf(name)))
            .orElseThrow(
                () -> new FileNotFoundException("There is no attribute " + name + " of " + key));
    return MetadataTexts.decodedValue(key, name, text);
  }

  @Override
  public void setAttribute(String key, String name, byte[] value) throws IOException {
    change(
        key, all -> all.put(AzureMetadata.nameOf(name), MetadataTexts.encodedValue(value)), true);
  }

  @Override
  public void removeAttribute(String key, String name) throws IOException {
    change(key, all -> all.remove(AzureMetadata.nameOf(name)), false);
  }
}
