package io.s3dl.fs;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.s3dl.format.FrameIndex;
import io.s3dl.format.ObjectFormatException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.ObjectStore;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content's length of compressed objects: it stands in their tail, and is remembered by key,
 * ETag and size. Safe for use by several threads.
 */
final class ContentFacts {

  private static final Logger LOG = LoggerFactory.getLogger(ContentFacts.class);

  private record Version(String key, String etag, long size) {}

  private final ObjectStore store;
  private final Cache<Version, Long> lengths;

  ContentFacts(ObjectStore store, int maxEntries) {
    this.store = store;
    this.lengths = CacheBuilder.newBuilder().maximumSize(maxEntries).build();
  }

  /** The content's length of a compressed object, if it is remembered. */
  OptionalLong rememberedLength(ObjectInfo info) {
    Long length = version(info).map(lengths::getIfPresent).orElse(null);
    return length == null ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /** Remembers what a writer or reader knows. */
  void remember(ObjectInfo info, long length) {
    version(info).ifPresent(version -> lengths.put(version, length));
  }

  /**
   * The content's length of a compressed object, or its stored size if the object is not readable:
   * such a file is listed, and opening it says what is wrong.
   *
   * @throws java.io.FileNotFoundException if it is gone
   */
  long lengthOf(ObjectInfo info) throws IOException {
    OptionalLong remembered = rememberedLength(info);
    if (remembered.isPresent()) {
      return remembered.getAsLong();
    }
    if (info.size() == 0) { // no object is empty; what cannot be opened, as a FIFO, has no size
      return 0;
    }
    try (ObjectReader reader = store.open(info.key(), Optional.empty())) {
      long length = FrameIndex.read(reader, info.key()).length();
      remember(reader.info(), length);
      return length;
    } catch (ObjectFormatException | java.nio.file.AccessDeniedException e) {
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
