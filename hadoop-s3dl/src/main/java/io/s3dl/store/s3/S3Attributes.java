package io.s3dl.store.s3;

import io.s3dl.store.AttributeStore;
import io.s3dl.store.MetadataTexts;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Attributes of objects, in their user metadata. Changing one copies the object on to itself inside
 * the store, and the time of modification is then kept beside it; what it has already is not
 * changed. Two changes at once may undo each other: an ETag does not always tell them apart.
 */
final class S3Attributes implements AttributeStore {

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

  /** An object, or the marker of a directory, and what it is under. */
  private record Found(String key, HeadObjectResponse head) {}

  /** Empty for a directory that has no marker. */
  private Optional<Found> find(String key) throws IOException {
    if (!key.isEmpty()) {
      Optional<HeadObjectResponse> object = objects.look(key);
      if (object.isPresent()) {
        return Optional.of(new Found(key, object.get()));
      }
    }
    String directory = key.isEmpty() || key.endsWith("/") ? key : key + "/";
    if (!directory.isEmpty() && !directory.equals(key)) {
      Optional<HeadObjectResponse> marker = objects.look(directory);
      if (marker.isPresent()) {
        return Optional.of(new Found(directory, marker.get()));
      }
    }
    if (directory.isEmpty()
        || !S3Listing.first(requests, builders, directory, 1).entries().isEmpty()) {
      return Optional.empty();
    }
    throw new FileNotFoundException("There is no object " + key);
  }

  private Found existing(String key) throws IOException {
    return find(key)
        .orElseThrow(
            () ->
                new FileNotFoundException(
                    "The directory " + key + " has no object that could keep attributes"));
  }

  private void change(Found found, Consumer<Map<String, String>> change) throws IOException {
    Map<String, String> metadata = new TreeMap<>(found.head().metadata());
    change.accept(metadata);
    if (metadata.equals(found.head().metadata())) {
      return;
    }
    long modified = S3Objects.millis(found.head().lastModified());
    metadata.putIfAbsent(S3Metadata.MODIFIED, Long.toString(modified));
    S3Metadata.checked(found.key(), metadata);
    copying.replaceMetadata(found.key(), found.head(), metadata);
  }

  @Override
  public void setMode(String key, int mode) throws IOException {
    Optional<Found> found = find(key);
    if (found.isPresent()) {
      change(
          found.get(),
          all -> {
            if (mode != S3Metadata.mode(found.get().key(), all)) {
              all.put(S3Metadata.MODE, Integer.toOctalString(mode));
            }
          });
    }
  }

  @Override
  public void setOwner(String key, String owner, String group) throws IOException {
    Optional<Found> found = find(key);
    if (found.isPresent()) {
      change(
          found.get(),
          all -> {
            if (owner != null) {
              all.put(S3Metadata.OWNER, MetadataTexts.encoded(owner));
            }
            if (group != null) {
              all.put(S3Metadata.GROUP, MetadataTexts.encoded(group));
            }
          });
    }
  }

  @Override
  public void setTimes(String key, long modifiedMillis, long accessedMillis) throws IOException {
    Optional<Found> found = find(key);
    if (found.isPresent()) {
      change(
          found.get(),
          all -> {
            if (modifiedMillis >= 0 && modifiedMillis != modifiedMillis(found.get())) {
              all.put(S3Metadata.MODIFIED, Long.toString(modifiedMillis));
            }
            if (accessedMillis >= 0 && accessedMillis != S3Metadata.accessedMillis(all)) {
              all.put(S3Metadata.ACCESSED, Long.toString(accessedMillis));
            }
          });
    }
  }

  private static long modifiedMillis(Found found) {
    return S3Metadata.modifiedMillis(found.head().metadata())
        .orElse(S3Objects.millis(found.head().lastModified()));
  }

  @Override
  public List<String> attributeNames(String key) throws IOException {
    return find(key)
        .map(
            found ->
                found.head().metadata().keySet().stream()
                    .flatMap(header -> S3Metadata.attributeOf(header).stream())
                    .sorted()
                    .toList())
        .orElse(List.of());
  }

  @Override
  public byte[] attribute(String key, String name) throws IOException {
    String text =
        find(key)
            .map(found -> found.head().metadata().get(S3Metadata.headerOf(name)))
            .orElseThrow(
                () -> new FileNotFoundException("There is no attribute " + name + " of " + key));
    return MetadataTexts.decodedValue(key, name, text);
  }

  @Override
  public void setAttribute(String key, String name, byte[] value) throws IOException {
    change(
        existing(key),
        all -> all.put(S3Metadata.headerOf(name), MetadataTexts.encodedValue(value)));
  }

  @Override
  public void removeAttribute(String key, String name) throws IOException {
    Optional<Found> found = find(key);
    if (found.isPresent()) {
      change(found.get(), all -> all.remove(S3Metadata.headerOf(name)));
    }
  }
}
