package io.s3dl.fs;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.s3dl.format.ObjectFormatException;
import io.s3dl.store.FileAttributes;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.UnreadableObjectException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in the tails of compressed objects: the content's length, remembered by key, ETag and
 * size. Safe for use by several threads.
 */
final class ContentFacts {

  private static final Logger LOG = LoggerFactory.getLogger(ContentFacts.class);

  private record Version(String key, String etag, long size) {}

  /**
   * What is known of a compressed object.
   *
   * @param length the content's
   * @param listedMillis when the object was changed last, as listings say
   * @param modifiedMillis when it was changed last, as its tail says: somebody may have set that
   * @param attributes what its tail told besides; they may change without its bytes
   */
  private record Facts(
      long length, long listedMillis, long modifiedMillis, Optional<FileAttributes> attributes) {}

  private final Ends ends;
  private final Cache<Version, Facts> known;

  ContentFacts(Ends ends, int maxEntries) {
    this.ends = ends;
    this.known = CacheBuilder.newBuilder().maximumSize(maxEntries).build();
  }

  /** The content's length of a compressed object, if the store told it or it is remembered. */
  OptionalLong rememberedLength(ObjectInfo info) {
    if (info.contentLength().isPresent()) {
      return info.contentLength();
    }
    return remembered(info)
        .map(facts -> OptionalLong.of(facts.length()))
        .orElse(OptionalLong.empty());
  }

  /**
   * A listed object with what its tail told of its time, its owner and the like, if listings do
   * not, and if it is remembered.
   */
  ObjectInfo withRemembered(ObjectInfo info) {
    if (info.attributes().isPresent()) {
      return info;
    }
    return remembered(info)
        .filter(facts -> facts.listedMillis() == info.modifiedMillis())
        .map(
            facts ->
                new ObjectInfo(
                    info.key(),
                    info.directory(),
                    info.size(),
                    facts.modifiedMillis(),
                    info.etag(),
                    info.symlink(),
                    facts.attributes()))
        .orElse(info);
  }

  private Optional<Facts> remembered(ObjectInfo info) {
    return version(info).map(known::getIfPresent);
  }

  /** Remembers what a writer or reader knows. */
  void remember(ObjectInfo info, long length) {
    remember(info, new Facts(length, 0, 0, Optional.empty()));
  }

  private void remember(ObjectInfo info, Facts facts) {
    version(info).ifPresent(version -> known.put(version, facts));
  }

  /**
   * The content's length of a compressed object, or its stored size if the object is not readable:
   * such a file is listed, and opening it says what is wrong.
   *
   * @throws java.io.FileNotFoundException if it is gone
   */
  long lengthOf(Entry compressed) throws IOException {
    ObjectInfo info = compressed.info();
    OptionalLong remembered = rememberedLength(info);
    if (remembered.isPresent()) {
      return remembered.getAsLong();
    }
    if (info.size() == 0) { // no object is empty; what cannot be opened, as a FIFO, has no size
      return 0;
    }
    try {
      Ends.End end = ends.of(compressed);
      long length = end.index().length();
      ObjectInfo now = end.info();
      remember(
          now, new Facts(length, info.modifiedMillis(), now.modifiedMillis(), now.attributes()));
      return length;
    } catch (ObjectFormatException | UnreadableObjectException | AccessDeniedException e) {
      LOG.debug("Listed with its stored size: {}", e.getMessage());
      return info.size();
    } catch (IOException e) {
      if (!info.symlink()) {
        throw e;
      }
      LOG.debug("A link that leads to no object, listed with its own size: {}", e.getMessage());
      return info.size();
    }
  }

  private static Optional<Version> version(ObjectInfo info) {
    return info.etag().map(etag -> new Version(info.key(), etag, info.size()));
  }
}
