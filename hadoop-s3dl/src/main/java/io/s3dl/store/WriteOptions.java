package io.s3dl.store;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntSupplier;

/**
 * How an object is written.
 *
 * @param writeId drawn at random for this write; tells our own success from somebody else's
 * @param exclusive publish only if the key does not exist then
 * @param ifMatch publish only over an object with this ETag
 * @param mode permission bits of the new object, where the store keeps them; asked for when they
 *     are sent, as late as the store takes them
 * @param contentType the content type, where the store keeps one; empty for the store's choice
 * @param metadata what the user wants kept with the object, where the store does that
 */
public record WriteOptions(
    UUID writeId,
    boolean exclusive,
    Optional<String> ifMatch,
    Optional<IntSupplier> mode,
    Optional<String> contentType,
    Map<String, String> metadata) {

  public WriteOptions {
    Objects.requireNonNull(writeId, "writeId");
    Objects.requireNonNull(ifMatch, "ifMatch");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(contentType, "contentType");
    metadata = Map.copyOf(metadata);
    if (exclusive && ifMatch.isPresent()) {
      throw new IllegalArgumentException("A write is exclusive or over an ETag, not both");
    }
  }

  /** Options of a write that replaces whatever is there, with a new write id. */
  public static WriteOptions replacing() {
    return new WriteOptions(
        UUID.randomUUID(), false, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
  }

  /** The same write, published only if the key does not exist. */
  public WriteOptions withExclusive() {
    return new WriteOptions(writeId, true, Optional.empty(), mode, contentType, metadata);
  }

  /** The same write, published only over an object with this ETag. */
  public WriteOptions withIfMatch(String etag) {
    return new WriteOptions(writeId, false, Optional.of(etag), mode, contentType, metadata);
  }

  /** The same write with the permission bits {@code newMode}. */
  public WriteOptions withMode(int newMode) {
    return withMode(() -> newMode);
  }

  /** The same write with permission bits that may change until they are sent. */
  public WriteOptions withMode(IntSupplier newMode) {
    return new WriteOptions(
        writeId, exclusive, ifMatch, Optional.of(newMode), contentType, metadata);
  }

  /** The same write under whatever conditions the key is in, for a key of the writer's own. */
  public WriteOptions withoutCondition() {
    return new WriteOptions(writeId, false, Optional.empty(), mode, contentType, metadata);
  }

  /** The same write of an object with this content type and these user's metadata. */
  public WriteOptions withHeaders(
      Optional<String> newContentType, Map<String, String> newMetadata) {
    return new WriteOptions(writeId, exclusive, ifMatch, mode, newContentType, newMetadata);
  }
}
